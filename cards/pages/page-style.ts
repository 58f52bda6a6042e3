/** The look of every page: Fluent's colours for Teams, light and dark by the reader's own setting, phone first. */
import { themeVariables } from './fluent-theme';

export const pageStyle = `
:root{color-scheme:light dark;${themeVariables('light')}}
@media (prefers-color-scheme:dark){:root{${themeVariables('dark')}}}
*{box-sizing:border-box}
body{margin:0;background:var(--colorNeutralBackground3);color:var(--colorNeutralForeground1);
font:400 14px/20px var(--fontFamilyBase)}
header{padding:16px 20px;font-weight:600;color:var(--colorNeutralForeground2)}
header span{display:inline-block;width:10px;height:10px;margin-right:8px;border-radius:50%;
background:var(--colorBrandBackground)}
main{max-width:400px;margin:0 auto;padding:0 16px 32px}
main.wide{max-width:1280px}
.narrow{max-width:400px;margin:0 auto}
.sheet{background:var(--colorNeutralBackground1);border-radius:var(--borderRadiusXLarge);
box-shadow:var(--shadow4);padding:24px 20px;margin-bottom:16px}
h1{margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600}
h2{margin:0 0 12px;font-size:16px;line-height:22px;font-weight:600}
p{margin:0 0 16px}
h1,p{overflow-wrap:anywhere}
.sheet>:last-child,form>:last-child{margin-bottom:0}
form+p{margin-top:16px}
a{color:var(--colorBrandForegroundLink);font-weight:600}
label{display:block;margin-bottom:4px;font-weight:600}
input{width:100%;min-width:0;max-width:100%;min-height:44px;margin-bottom:16px;padding:8px 12px;font:400 16px/22px var(--fontFamilyBase);
color:inherit;background:var(--colorNeutralBackground1);border:1px solid var(--colorNeutralStrokeAccessible);
border-radius:var(--borderRadiusMedium)}
input[readonly]{color:var(--colorNeutralForeground2);background:var(--colorNeutralBackground3);border-color:transparent}
input:focus{outline:2px solid var(--colorCompoundBrandStroke);outline-offset:-1px}
button{min-height:44px;padding:8px 20px;font:600 14px/20px var(--fontFamilyBase);cursor:pointer;
border:1px solid var(--colorNeutralStroke1);border-radius:var(--borderRadiusMedium);
color:var(--colorNeutralForeground1);background:var(--colorNeutralBackground1)}
button.primary{border-color:transparent;color:var(--colorNeutralForegroundOnBrand);
background:var(--colorBrandBackground)}
button.primary:hover{background:var(--colorBrandBackgroundHover)}
button.primary:active{background:var(--colorBrandBackgroundPressed)}
a:focus-visible,button:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--colorStrokeFocus2);outline-offset:2px}
button:disabled{opacity:.6;cursor:default}
form .primary{width:100%}
form[aria-busy] .primary{opacity:.6;cursor:progress}
.note{padding:10px 12px;border:1px solid;border-radius:var(--borderRadiusMedium);overflow-wrap:anywhere}
.note.bad{color:var(--colorStatusDangerForeground1);background:var(--colorStatusDangerBackground1);
border-color:var(--colorStatusDangerBorder1)}
.note.good{color:var(--colorStatusSuccessForeground1);background:var(--colorStatusSuccessBackground1);
border-color:var(--colorStatusSuccessBorder1)}
.qr{display:block;width:100%;max-width:240px;margin:0 auto 16px;border-radius:var(--borderRadiusMedium)}
.key code{font:600 16px/24px ui-monospace,Consolas,monospace;user-select:all}
.second{margin-top:12px}
.second button{width:100%}
.sheet form+.quiet{margin-top:16px}
.quiet{color:var(--colorNeutralForeground3)}
.bar{display:flex;flex-wrap:wrap;gap:0 16px;align-items:end}
.bar>div{flex:1 1 200px;min-width:0}
.bar button{width:auto;margin-bottom:16px}
.bar input{min-height:44px}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:8px;margin-bottom:16px}
.top h1{margin:0}
.scroll{overflow-x:auto;margin:0 -20px 16px;padding:0 20px}
table{width:100%;border-collapse:collapse}
th,td{padding:8px 16px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--colorNeutralStroke2)}
th{font-weight:600;white-space:nowrap;color:var(--colorNeutralForeground2)}
td time{white-space:nowrap}
td code{font:12px/20px ui-monospace,Consolas,monospace;overflow-wrap:break-word}
td{max-width:360px;overflow-wrap:break-word}
td ul{margin:0;padding-left:16px;min-width:220px}
td li{white-space:pre-line}
li time{display:block;color:var(--colorNeutralForeground3)}
td li+li{margin-top:8px}
.flag{display:inline-block;padding:0 8px;border:1px solid var(--colorStatusDangerBorder1);
border-radius:var(--borderRadiusMedium);color:var(--colorStatusDangerForeground1);
background:var(--colorStatusDangerBackground1);white-space:nowrap}
[hidden]{display:none!important}
@media (max-width:599px){table,tbody,tr,td{display:block}thead{display:block;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{padding:8px 0;border-bottom:1px solid var(--colorNeutralStroke2)}
td{position:relative;max-width:none;min-height:28px;padding:4px 0 4px 96px;border:0;overflow-wrap:anywhere}
td:empty{display:none}td::before{content:attr(data-column);position:absolute;left:0;width:88px;
color:var(--colorNeutralForeground3)}td code{overflow-wrap:anywhere}td time{white-space:normal}td ul{min-width:0}}
@media (min-width:600px){main{padding-top:40px}main.wide{padding-top:0}.sheet{padding:32px}}
`;
