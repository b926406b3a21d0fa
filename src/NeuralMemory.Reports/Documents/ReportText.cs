using System.Text;

namespace NeuralMemory.Reports;

/// <summary>The style and the script of reports, which lie beside their sources, and text as a page holds it.</summary>
internal static class ReportText
{
    /// <summary>The style, with the colors of charts.</summary>
    public static string Style { get; } = PageColors.Style + Read("report.css");

    /// <summary>The script. A page does without it.</summary>
    public static string Script { get; } = Read("report.js");

    /// <summary>JSON that may stand in a page's script: nothing in it ends that.</summary>
    public static string ForScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportText).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
