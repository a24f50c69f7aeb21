"""The words of made-up pieces (samples.py): every kind of markup, three directions of writing."""

LONG_NAME = ("A name that its bearer made two hundred letters long to see what it does " * 3)[:200]
LONG_WORD = "averylongwordwithoutanybreak" * 5
PICTURE_URL = "https://tidewater.example/bridge.png"
STANDFIRST = "The council means to weld it shut. Nobody has asked the bridge’s keeper."

BODY = f"""
<p>There are two sounds by which the town knows the hour. One is the noon gun, which has been a
recording for years. The other is the bell on the bridge, which keeps the tide’s hours, and no
others.<sup id="r1"><a href="#n1">1</a></sup> A link <a href="https://ledger.example/log">leads to
the log</a>, <code>code</code> stands in a line, and <em>some words</em> are <strong>said
louder</strong>.</p>
<figure><img src="{PICTURE_URL}" alt="A bridge, half open.">
<figcaption>The bridge at half past four, waiting. Drawing by the author.</figcaption></figure>
<h2>What the figures say</h2>
<p>I typed up the log of last year and set it against the bills.</p>
<table><caption>Openings and cost by quarter</caption><thead><tr><th>Quarter</th><th>Openings</th>
<th>Minutes shut to cars</th><th>Repairs, crowns</th></tr></thead><tbody>
<tr><th>January to March</th><td>61</td><td>732</td><td>18,400</td></tr>
<tr><th>April to June</th><td>204</td><td>2,295</td><td>7,150</td></tr></tbody>
<tfoot><tr><th>Both</th><td>265</td><td>3,027</td><td>25,550</td></tr></tfoot></table>
<h3>What the tide says</h3>
<pre><code>deck   = 8.40   # underside of the span above chart datum, in metres, as pilots have it
mast   = 7.90
passes = deck - tide >= mast</code></pre>
<blockquote><p>I open it for whoever is on the other side of being late.</p>
<cite>The keeper of the bridge</cite></blockquote>
<ul><li>a boat, most days;</li><li>once an ambulance, going the wrong way round.</li></ul>
<ol><li>First the bell.</li><li>Then the gate.</li></ol>
<hr>
<p>Whoever pasted {LONG_WORD} here did not look at it again.</p>
<p dir="rtl" lang="he">גם אצלנו נשארה תיבה כזאת, וגם בה נשארו מכתבים.</p>
<p lang="ja">橋は門でもある。開かない門は壁である。</p>
<section><ol><li id="n1">Counted by hand, then by machine. <a href="#r1">↩</a></li></ol></section>
"""

ARABIC = """
<p>في المدينة القديمة صوتان تعرف بهما الساعة: مدفع الظهر، وجرس الجسر الذي لا يعرف إلا ساعة المدّ.
يُقرع الجرس ثلاث دقائق قبل أن يدور الجسر، ثم يمرّ القارب <bdi>Margarethe</bdi> ويعود الصمت.</p>
<h2>ما تقوله الأرقام</h2>
<p>سألت عن دفتر الفتح، وهو دفتر بأربعة ألوان من الحبر، فيه 750 فتحة في السنة.</p>
<blockquote><p>أفتحه لمن تأخّر في الجهة الأخرى.</p></blockquote>
"""

JAPANESE = """
<p>この町には時を告げる音がふたつある。ひとつは正午の号砲で、もう何年も録音である。もうひとつは橋の鐘で、
潮の時刻だけを守っている。橋が回る前に三分のあいだ鳴らされる。</p>
<h2>数字が語ること</h2>
<p>開橋の記録を見せてもらった。<em>四色</em>のインクで書かれた帳面である。</p>
"""

# Depth, name, words, and what else is known of each comment, in the order of the thread.
SAID: tuple[tuple[int, str, str, dict[str, object]], ...] = (
    (0, "Tomasz Wren", "<p>I drive the number 4. It is held here twice a week, for eleven minutes. "
     "Nobody has asked me to weld anything. They ask me to be on <em>time</em>.</p>",
     {"score": 31, "author_url": "https://wren.example/"}),
    (1, "Ingrid Halloway", "<p>Is that written down anywhere? It is not in the eleven pages.</p>",
     {"by_article_author": True, "score": 24}),
    (2, "Tomasz Wren", "<p>We put it in the suggestion box. The box is still there.</p>", {}),
    (3, "", "", {"why": "deleted"}),
    (4, "Bo Larsen", "<blockquote><p>The box is still there.</p></blockquote>"
     "<p>So it is, and <code>nobody</code> has its key.</p>", {"is_edited": True}),
    (5, "Cy Abara", "<p>One level deeper.</p>", {}),
    (6, "Ann Quill", "<p>And one: from here on the head says how deep.</p>", {}),
    (7, "Bo Larsen", "<p>And one.</p>", {}),
    (8, "Ann Quill", "<p>The last that stands further in.</p>", {}),
    (9, "Bo Larsen", "<p>Deeper, and no further in: it names what it answers.</p>", {}),
    (10, "Ann Quill", "<p>Deeper still.</p>", {}),
    (1, "Cy Abara", "<p>Answers what stands far above, and says so.</p>", {"score": -3}),
    (0, "", "", {"why": "missing"}),
    (1, LONG_NAME, f"<p>A long name, and {LONG_WORD}.</p>", {"posted_at": None}),
    (0, "", "", {"why": "withheld"}),
    (1, "נעה ברק", "<p>גם אצלנו נשארה תיבה כזאת, וגם בה נשארו מכתבים. Ask the keeper.</p>", {}),
    (1, "佐藤 春", "<p>橋は門でもある。開かない門は壁である。</p>", {}),
    (0, "Ropewalk Review", "<p>mentions this under “A gate that cannot open”</p>",
     {"kind": "pingback", "author_url": "https://ropewalk.example/gate/"}),
    (0, "D. Okafor", "<p>It was here, and its source shows it no more.</p>",
     {"is_gone": True, "title": "A heading of its own"}),
    (0, "Ingrid Halloway", "<p>This one has a note of the archive’s.</p>",
     {"by_article_author": True, "has_note": True}),
)  # fmt: skip

ARABIC_SAID: tuple[tuple[int, str, str, dict[str, object]], ...] = (
    (0, "ليلى منصور", "<p>الصندوق ما زال هناك.</p>", {"by_article_author": True}),
    (1, "Tomasz Wren", "<p>So it is, and in <bdi>العربية</bdi> too.</p>", {}),
)
JAPANESE_SAID: tuple[tuple[int, str, str, dict[str, object]], ...] = (
    (0, "佐藤 春", "<p>箱はまだそこにある。<em>鍵</em>はない。</p>", {"by_article_author": True}),
    (1, "田中", "<p>そうです。</p>", {}),
)
