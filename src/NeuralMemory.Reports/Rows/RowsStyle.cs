using System.Text;

namespace NeuralMemory.Reports;

/// <summary>
/// The style of <see cref="EpisodeRows"/> and of what stands beside them, for a page that defines the variables of
/// <see cref="ChartTheme.Page"/> and <c>--ground</c>, the color behind everything.
/// </summary>
public static class RowsStyle
{
    /// <summary>The style sheet.</summary>
    public static string Css { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(RowsStyle).Assembly.GetManifestResourceStream("rows.css")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
