using System.Text;

namespace NeuralMemory.Reproductions;

/// <summary>What pages are made of.</summary>
internal static class Markdown
{
    /// <summary>A table.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="headings">The headings; one that ends with <c>&gt;</c> has its column flush right.</param>
    /// <param name="rows">The rows.</param>
    public static void Table(StringBuilder page, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append($"| {string.Join(" | ", headings.Select(heading => heading.TrimEnd('>')))} |\n");
        page.Append($"|{string.Join('|', headings.Select(heading => heading.EndsWith('>') ? "---:" : "---"))}|\n");
        foreach (IReadOnlyList<string> row in rows)
            page.Append($"| {string.Join(" | ", row)} |\n");
    }
}
