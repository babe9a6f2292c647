"""Given names: those common in English-language news that tell a man or a woman."""

from enum import Enum


class Gender(Enum):
    """Which pronoun a text uses of somebody."""

    MALE = "he"
    FEMALE = "she"


MALE_NAMES = frozenset(
    """
    aaron adam adrian ahmed alan albert alejandro alexander alexei alfred ali allan allen alvin ammar anders
    andre andreas andrei andrew andy angelo angus anthony antoine anton antonio antony archie arjun arnold
    arthur austin barack barry bart ben benjamin bernard bernie bert bill billy bo bob bobby boris brad
    bradley brendan brent brett brian bruce bruno bryan bud byron calvin carl carlos cecil cedric charles
    charlie chip chris christian christopher chuck clarence claude clive colin conor corey cornelius craig
    curtis cyrus dale damian damon dan daniel danny darren darryl dave david dean dennis denis derek desmond
    dick diego dieter dmitri dmitry dominic don donald doug douglas duncan dustin dwight earl ed eddie edgar
    edmund eduardo edward edwin eli elias elliot elliott elon emile emmanuel enrique eric erik ernest ernie
    ethan eugene evan fabio felipe felix fernando francis francisco francois frank franklin fred frederick
    fritz gabriel gareth garry gary gavin gene geoff geoffrey george gerald gerard gerhard gianni giovanni
    giuseppe glen glenn gordon graham grant greg gregory guillermo gus gustav guy hamid hank hans harold
    harry harvey hassan hector henry herb herbert herman howard hubert hugh hugo hussein ian ibrahim igor
    isaac ismail ivan jack jacob jacques jake jamal james jan jared jason javier jay jean jeb jed jeff
    jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joe joel johan johann john johnny jon
    jonah jonathan jorge jose josef joseph josh joshua juan jules julian julio justin karl keith ken kenneth
    kent kevin khalid kirk klaus kofi kurt kyle larry lars laurence lawrence lee len leo leon leonard leonid
    leroy leslie lindsey lionel lloyd logan louis luca lucas luis luke magnus mahmoud malcolm manuel marc
    marcel marco marcus mario mark martin marty marvin mason mathew matt matthew matthias maurice max melvin
    michael miguel mike mikhail milton mitch mitchell mitt mohamed mohammad mohammed moses muhammad murray
    mustafa nathan nathaniel neal ned neil nelson newt nicholas nick nicolas nigel nikolai noah noel norman
    oleg oliver omar orlando oscar otto owen pablo pascal pat patrick paul pavel pedro percy perry pete
    peter phil philip philippe phillip pierre piotr quentin rafael ralph ramon randall randy raphael rashid
    raul ray raymond reince reginald rene rex ricardo richard rick ricky rob robbie robert roberto robin rod
    rodney rodrigo roger roland rolf roman ron ronald ronnie ross roy rudolf rudolph rudy rupert russ
    russell ryan salman sam samir samuel scott sean sebastian serge sergei sergey seth shane shaun sid
    sidney silvio simon solomon stan stanley stefan stephen steve steven stewart stuart sven ted terence
    terrence terry theo theodore thomas tim timothy tobias toby todd tom tommy tony travis trevor tristan
    troy tyler tyrone ulrich umar vernon victor viktor vince vincent vitaly vlad vladimir volodymyr wallace
    walter warren wayne wendell werner wilbur wilhelm will willem william willie winston wolfgang woodrow
    xavier yuri yusuf zachary zack
    """.split()
)
FEMALE_NAMES = frozenset(
    """
    abigail ada adele adriana agatha agnes aisha alana alexandra alexis alice alicia alina alison allison
    alyssa amanda amber amelia amina amy ana andrea angela angelina anita ann anna anne annette annie
    antonia april ariana arlene ashley astrid audrey barbara beatrice becky belinda bernadette beth betsy
    betty beverly bonnie brenda brianna bridget brigid brigitte brittany camilla camille candace carla carly
    carmen carol carole caroline carolyn carrie cassandra catherine cathy cecilia celia charlotte chelsea
    cheryl chloe christina christine cindy claire clara claudia colleen constance courtney crystal cynthia
    daisy dana danielle daphne dawn debbie deborah debra delia denise diana diane dina dolores donna dora
    doris dorothy edith eileen elaine eleanor elena elisabeth elise eliza elizabeth ella ellen elsa emily
    emma erica erika erin estelle esther eva eve evelyn faith fatima felicia fiona flora florence frances
    francesca frida gabriela gabrielle gail georgia geraldine gertrude gina ginger giulia gladys glenda
    gloria grace greta gretchen hannah harriet hazel heather heidi helen helena helene hilary hilda hillary
    holly hope huma ida ilse ines ingrid irene iris irina isabel isabella isabelle ivana ivanka jackie
    jacqueline jan jana jane janet janice jasmine jean jeanette jeanne jennifer jenny jessica jill joan
    joann joanna joanne jodi johanna josephine joy joyce juanita judith judy julia juliana julie juliet june
    karen karin karla kate katharine katherine kathleen kathryn kathy katie katrina kayla kellyanne kelly
    kerry kim kimberly kirsten kristen kristin kristina lara laura lauren laurie leah leila lena leslie
    lillian lily linda lisa liz liza lois loretta lori lorraine louise lucia lucille lucy lydia lynn mabel
    madeleine madeline maggie mandy marcia margaret margarita maria marianne marie marilyn marina marion
    marjorie marlene marsha martha mary maryam matilda maureen maxine megan meghan melania melanie melissa
    mercedes meredith mia michele michelle mildred mina miranda miriam moira molly monica monika myra nadia
    nancy naomi natalia natalie natasha nicola nicole nina nora norma olga olivia pamela patricia patti
    patty paula pauline peggy penelope penny phyllis polly priscilla rachel ramona rebecca regina renee
    rhonda rita roberta rosa rosalind rose rosemary rosie roxanne ruth sabrina sally samantha sandra sara
    sarah savannah serena shannon sharon sheila shelby shelley sherry shirley sibyl silvia simone sofia
    sonia sonja sophia sophie stacey stacy stella stephanie sue summer susan susanna susanne suzanne
    svetlana sylvia tamara tammy tanya tara tatiana teresa theresa tiffany tina tracy tricia trudy ulrike
    ursula valentina valerie vanessa vera veronica vicki vicky victoria viola violet virginia vivian wanda
    wendy whitney wilma yolanda yvette yvonne zoe
    """.split()
)


def gender_of(given_name: str) -> Gender | None:
    """Return the gender that a given name, in plain lower case, tells; None of names that both bear."""
    male, female = given_name in MALE_NAMES, given_name in FEMALE_NAMES
    if male == female:
        return None
    return Gender.MALE if male else Gender.FEMALE
