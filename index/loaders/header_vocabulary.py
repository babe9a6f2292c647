"""Word lists that tell a header line from prose: boilerplate of news pages, newspapers, sections, names."""

from index.text.calendar_words import MONTHS, WEEKDAYS


def _listed(text: str) -> frozenset[str]:
    """Return the set of entries that `|` separates."""
    return frozenset(" ".join(entry.split()) for entry in text.split("|"))


NAME_PARTICLES = _listed(
    "and|&|de|del|della|da|di|do|dos|du|la|le|van|von|der|den|ter|ten|bin|ibn|al|el|y|e|with|und|et|en|ed|и|zu|zur"
)
"""Words in lower case that may stand between the parts of a name or between two names."""

NOT_NAMES = _listed("then|now|this|that|these|those|it|its|a|an|any|all|some") | {*MONTHS, *WEEKDAYS}
"""Words that begin no name, though `By` may stand before them (`By Monday`)."""

PUBLICATION_WORDS = _listed(
    """times|post|herald|news|journal|tribune|guardian|daily|weekly|press|gazette|chronicle|telegraph|
    observer|magazine|mail|express|independent|mirror|standard|examiner|inquirer|enquirer|dispatch|courier|
    sentinel|star|globe|mercury|argus|bulletin|newsletter|broadcasting|television|radio|agency|wire"""
)
"""Words of which one makes a short capitalised line the name of a newspaper, a station or an agency."""

COMMON_NEWS = _listed("the|good|bad|big|breaking|fake|great|latest|old|more|no|some|other|today's|today’s")
"""Words beside which `News` is a headline's word (`The Good News`), not a newspaper's."""

PUBLICATIONS = _listed(
    """reuters|associated press|the associated press|ap|afp|agence france-presse|bloomberg|bbc|
    cnn|npr|pbs|axios|politico|al jazeera|the atlantic|the economist|the hill|the verge|
    the new yorker|vox|slate|wired|newsweek|der spiegel|le monde|el país|die zeit|yonhap|
    xinhua|kyodo|tass|usa today|the conversation|dpa|efe|ansa|lusa|anp|g1|uol|n-tv|ard|zdf|
    taz|el mundo|la vanguardia|le figaro|libération|rfi|la repubblica|corriere della sera|
    la stampa|nrc|de volkskrant|o globo|belga|europa press|риа новости|тасс|интерфакс|연합뉴스|
    뉴시스|新华社|新華社|中新社|共同通信|時事通信"""
)
"""Well-known names of newspapers and agencies that hold none of the words above."""

SECTIONS = _listed(
    """world|politics|opinion|business|sport|sports|culture|science|technology|tech|health|national|
    international|economy|markets|lifestyle|arts|travel|food|environment|climate|education|home|us|uk|europe|
    asia|africa|americas|analysis|commentary|editorial|feature|features|exclusive|breaking"""
)

BOILERPLATE = _listed(
    """share|share this|share this article|share this story|share article|share on|share options|tweet|print|
    print this|print this article|print article|save|save article|save for later|save to read later|email|
    e-mail|email this|mail|copy link|link copied|link copied!|copied|copied!|copy url|facebook|twitter|x|
    linkedin|whatsapp|telegram|reddit|pinterest|messenger|kakaotalk|line|threads|bluesky|mastodon|instagram|
    flipboard|listen|listen now|listen to article|listen to this article|listen to the article|play|comment|
    comments|leave a comment|add a comment|view comments|show comments|view all comments|bookmark|follow|
    follow us|subscribe|subscribe now|sign in|sign up|log in|login|register|menu|toggle menu|search|
    skip to content|skip to main content|skip to navigation|advertisement|ad|font size|text size|a a|a-|a+|
    gift this article|give this article|read later|read aloud|close|more|add to favorites|add to favourites|
    translate|support us|donate|newsletter|get our newsletter|sponsored|back to top|
    teilen|merken|drucken|vorlesen|kommentieren|kommentare|anhören|partager|imprimer|écouter|commenter|enregistrer|
    compartir|imprimir|guardar|escuchar|comentarios|compartilhar|ouvir|salvar|condividi|stampa|ascolta|salva|delen|
    opslaan|luister|поделиться|печать|слушать|공유|공유하기|인쇄|인쇄하기|글자크기|스크랩|댓글|기사듣기|分享|打印|字号|收藏|
    评论|シェア|ツイート|印刷|保存"""
)
"""Whole lines, in lower case, of buttons and labels that are copied along with a page's text."""
