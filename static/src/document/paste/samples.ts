/** What other programs put into the clipboard, in their shape; for tests. */

/** Microsoft Word, cut to what matters: conditional comments, lists that are paragraphs, o:p, a table. */
export const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head>
<body lang=DE style='tab-interval:35.4pt'>
<!--StartFragment-->
<h1><span lang=EN-US>Annual report<o:p></o:p></span></h1>
<p class=MsoNormal>Sales <b style='mso-bidi-font-weight:normal'>grew</b> by <i>far</i>,<span style='mso-spacerun:yes'>  </span>see
<a href="https://example.org/report">the report</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>North<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Oslo<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>South<o:p></o:p></p>
<p class=MsoNormal>Then:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>third<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>4.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>fourth<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 width=600><tr>
<td width=301 valign=top style='width:225.6pt;border:solid windowtext 1.0pt'><p class=MsoNormal><b>Name<o:p></o:p></b></p></td>
<td width=301 valign=top style='width:225.6pt'><p class=MsoNormal><b>Sum<o:p></o:p></b></p></td></tr><tr>
<td width=301><p class=MsoNormal>Ann<o:p></o:p></p></td><td width=301><p class=MsoNormal>12<o:p></o:p></p></td></tr></table>
<p class=MsoQuote>A quote<o:p></o:p></p>
<p class=MsoNormal><span style='mso-no-proof:yes'><img width=10 height=10 src="file:///C:/Users/x/clip_image002.png"></span>
<span style='display:none;mso-hide:all'>hidden</span></p>
<!--EndFragment--></body></html>`;

/** Google Docs: everything in one \`b\` that is not bold, the looks in spans, inner lists beside their item. */
export const GOOGLE = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0a1b2c3d-7fff-aaaa-bbbb-0123456789ab">
<h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;">Agenda</span></h2>
<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;">We talk about </span><span style="font-size:11pt;font-weight:700;">money</span><span style="font-size:11pt;font-weight:400;font-style:italic;"> softly</span><span style="font-weight:400;background-color:#ffff00;"> marked</span><span style="text-decoration:line-through;"> gone</span><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">a link</span></a></p><br />
<ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">inner</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>two</span></p></li></ul>
<ul><li dir="ltr" role="checkbox" aria-checked="true" style="list-style-type:none;"><img src="data:image/png;base64,iVBORw0KGgo=" width="17" alt="checked"><p dir="ltr" role="presentation"><span>done</span></p></li><li role="checkbox" aria-checked="false"><img src="data:image/png;base64,iVBORw0KGgo="><p><span>open</span></p></li></ul>
<div dir="ltr" align="left"><table style="border:none;"><colgroup><col width="100" /><col width="200" /></colgroup><tbody><tr><td style="border:solid"><p><span style="font-weight:700;">A</span></p></td><td><p><span style="font-weight:700;">B</span></p></td></tr><tr><td colspan="2"><p><span>wide</span></p></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`;
