using System.Security.Cryptography;
using System.Text;

namespace NeuralMemory.Reports;

/// <summary>The style and the script of reports, which lie beside their sources, and text as a page holds it.</summary>
internal static class ReportText
{
    /// <summary>The style, with the colors of charts.</summary>
    public static string Style { get; } = PageColors.Style + Read("report.css") + RowsStyle.Css;

    /// <summary>The script. A page does without it.</summary>
    public static string Script { get; } = Read("report.js") + Read("stepper.js");

    /// <summary>
    /// What a page may do, as its head says: run the one script that it has, by its hash, and show pictures that it has in itself. Nothing
    /// is asked of anywhere.
    /// </summary>
    public static string Policy { get; } = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        + $"style-src 'unsafe-inline'; script-src 'sha256-{HashOf(ScriptContent())}'";

    /// <summary>What stands between the tags of the script.</summary>
    public static string ScriptContent() => $"\n{Script}";

    /// <summary>JSON that may stand in a page's script: nothing in it ends that.</summary>
    public static string ForScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportText).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
