"""What the pipeline needs and the wheel does not hold: it stands in spaCy's code. Facts, as docs/LANGUAGE.md describes them."""

# Strings whose id is a small number instead of their hash.
SYMBOLS = """
ORTH 65 LOWER 66 NORM 67 SHAPE 68 PREFIX 69 SUFFIX 70 LENGTH 71 CLUSTER 72 LEMMA 73 POS 74 TAG 75 DEP 76 HEAD 79 PROB 82 LANG 83
ADJ 84 ADP 85 ADV 86 AUX 87 CONJ 88 DET 90 INTJ 91 NOUN 92 NUM 93 PART 94 PRON 95 SYM 99 VERB 100 X 101 EOL 102 SPACE 103 ID 64
PERSON 380 FACILITY 382 ORG 383 GPE 384 LOC 385 PRODUCT 386 EVENT 387 LANGUAGE 389 LAW 390 DATE 391 TIME 392 PERCENT 393 MONEY 394
QUANTITY 395 ORDINAL 396 CARDINAL 397 acomp 398 advcl 399 advmod 400 agent 401 amod 402 appos 403 attr 404 aux 405 auxpass 406
cc 407 ccomp 408 complm 409 conj 410 cop 411 csubj 412 csubjpass 413 dep 414 det 415 dobj 416 expl 417 hmod 418 hyph 419
infmod 420 intj 421 iobj 422 mark 423 meta 424 neg 425 nmod 426 nn 427 npadvmod 428 nsubj 429 nsubjpass 430 num 431 number 432
oprd 433 obj 434 obl 435 parataxis 436 partmod 437 pcomp 438 pobj 439 poss 440 possessive 441 preconj 442 prep 443 prt 444
punct 445 quantmod 446 relcl 447 rcmod 448 root 449 xcomp 450 acl 451 MORPH 453 IDX 455 _ 456
"""

# Norm of marks that are written in several ways: the norm, then the ways.
BASE_NORMS = """
's 's 'S ’s ’S
' ’ ‘ ´ `
" ” “ '' „ » « `` ´´ ‘‘ ’’
? ？
! ！
, ，
; ；
: ：
. 。 ।
... …
- — – -- --- ——
$ € £ ¥ ฿ US$ C$ A$ ₺ ₹ ৳ ₩ Mex$ ₣ E£
"""

# The few regular expressions of the attribute rules, each with all that it can match.
RULE_REGEXES = {
    "^n'?t$": ["n't", "nt"],
    "^n[ou]thin'$": ["nothin'", "nuthin'"],
    "^y'?$": ["y", "y'"],
}


def symbols():
    words = SYMBOLS.split()
    return list(zip(words[::2], words[1::2]))


def base_norms():
    return [(way, line.split()[0]) for line in BASE_NORMS.strip().splitlines() for way in line.split()[1:]]
