using System.Text;

namespace NeuralMemory.Reports;

/// <summary>
/// The colors that pages of reports and the viewer share, as CSS variables: <c>--ink</c>, <c>--faint</c>, <c>--line</c>, <c>--paper</c>,
/// <c>--accent</c>, <c>--heat</c>, <c>--on-heat</c>, <c>--series-0</c> and on, <c>--ground</c>, <c>--card</c>, <c>--link</c>.
/// </summary>
public static class PageColors
{
    /// <summary>
    /// The style that defines them: those of light pages, and of dark ones where the reader's system asks for these. An attribute
    /// <c>data-theme</c> of the page's root, <c>light</c> or <c>dark</c>, comes before what the system asks for. Paper is light.
    /// </summary>
    public static string Style { get; } = $$"""
        :root{color-scheme:light dark;{{Light()}}}
        :root[data-theme=light]{color-scheme:light}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){{{Dark()}}} }
        :root[data-theme=dark]{color-scheme:dark;{{Dark()}}}
        @media print{:root,:root[data-theme]{{{Light()}}--card:#ffffff} }

        """.ReplaceLineEndings("\n");

    private static string Light() => Join(Own.Select(each => (each.Name, each.Light))
        .Concat(ChartTheme.Variables.Select(each => (each.Name, each.Light))));

    private static string Dark() => Join(Own.Select(each => (each.Name, each.Dark))
        .Concat(ChartTheme.Variables.Select(each => (each.Name, each.Dark))));

    /// <summary>Those that no chart has.</summary>
    private static IEnumerable<(string Name, string Light, string Dark)> Own =>
    [
        ("ground", "#ffffff", "#12161c"), ("card", "#f6f7f9", "#1a2029"), ("link", "#0b5cad", "#79b8ff"),
    ];

    private static string Join(IEnumerable<(string Name, string Value)> variables)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in variables)
            text.Append("--").Append(name).Append(':').Append(value).Append(';');
        return text.ToString();
    }
}
