import { type ThemeConfig, theme } from 'antd';
import { tokens } from '#kernel/tokens.ts';

const { colour, font, radius, text } = tokens;

/** Dense as the library's compact theme, but in the desk's own size of text: that theme shrinks letters too. */
const dense: typeof theme.compactAlgorithm = (seed, map) => {
  const usual = map ?? theme.defaultAlgorithm(seed);
  const compact = theme.compactAlgorithm(seed, usual);
  const letters = Object.entries(usual).filter(([name]) => /^(?:fontSize|fontHeight|lineHeight)/u.test(name));
  return { ...compact, ...Object.fromEntries(letters) };
};

/** Ant Design dressed in the platform's own tokens: flat, lines before boxes, one accent. */
export const deskTheme: ThemeConfig = {
  algorithm: dense,
  cssVar: { key: 'desk' },
  hashed: false,
  token: {
    colorPrimary: colour.accent,
    colorLink: colour.accent,
    colorLinkHover: colour['accent-deep'],
    colorInfo: colour.accent,
    colorError: colour.red,
    colorWarning: colour.amber,
    colorSuccess: colour.green,
    // The library mixes its own pale tones from these dark ones, and they come out muddy.
    colorInfoBg: colour['accent-mist'],
    colorErrorBg: colour['red-mist'],
    colorWarningBg: colour['amber-mist'],
    colorSuccessBg: colour['green-mist'],
    colorInfoBorder: '#b9d0ee',
    colorErrorBorder: '#efbfba',
    colorWarningBorder: '#ecd29a',
    colorSuccessBorder: '#b3d9c1',
    colorText: colour.ink,
    colorTextSecondary: colour['soft-ink'],
    colorTextTertiary: colour['soft-ink'],
    colorTextPlaceholder: '#6b737c',
    colorBgLayout: colour.mist,
    colorBgMask: 'rgb(27 31 36 / 22%)',
    colorBorder: '#8c959f',
    colorBorderSecondary: colour.line,
    fontFamily: font.sans,
    fontSize: text.desk,
    borderRadius: radius,
    borderRadiusLG: radius,
    borderRadiusSM: radius,
    boxShadowTertiary: 'none',
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      headerBg: colour.mist,
      headerColor: colour['soft-ink'],
      headerSplitColor: 'transparent',
      rowHoverBg: colour.mist,
      rowSelectedBg: colour['accent-mist'],
      rowSelectedHoverBg: colour['accent-mist'],
      cellPaddingBlock: 7,
      cellPaddingInline: 10,
    },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Layout: { bodyBg: colour.paper, headerBg: colour.paper, siderBg: colour.mist },
    Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
  },
};
