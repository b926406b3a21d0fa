using System.Text;

namespace NeuralMemory.Analysis;

/// <summary>A table for LaTeX, with the rules of the package booktabs.</summary>
public static class LatexText
{
    /// <summary>The table, without a float around it.</summary>
    /// <param name="columns">The headings; one that ends with <c>&gt;</c> has its column flush right.</param>
    /// <param name="rows">The cells, as many a row as there are columns; all characters that LaTeX obeys are escaped.</param>
    /// <param name="comments">Lines before it that LaTeX passes over: what the numbers are.</param>
    public static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, IEnumerable<string> comments)
    {
        ArgumentNullException.ThrowIfNull(columns);
        StringBuilder text = new();
        foreach (string comment in comments)
            text.Append("% ").Append(comment.ReplaceLineEndings(" ")).Append('\n');
        string places = string.Concat(columns.Select(column => column.EndsWith('>') ? 'r' : 'l'));
        text.Append("\\begin{tabular}{").Append(places).Append("}\n\\toprule\n");
        text.Append(Row(columns.Select(column => column.TrimEnd('>')))).Append("\\midrule\n");
        foreach (IReadOnlyList<string> row in rows)
            text.Append(Row(row));
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    /// <summary>A text that LaTeX sets as it is; also <c>±</c> and the signs of intervals.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder escaped = new();
        foreach (char c in text)
            escaped.Append(c switch
            {
                '\\' => @"\textbackslash{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $@"\{c}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '<' => "$<$",
                '>' => "$>$",
                '±' => @"$\pm$",
                '−' => "$-$",
                '∞' => @"$\infty$",
                '\n' or '\r' or '\t' => " ",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }

    // A bracket that begins a line of a table would be an argument of the end of the line before.
    private static string Row(IEnumerable<string> cells) =>
        string.Join(" & ", cells.Select(cell => cell.StartsWith('[') ? $"{{{Escape(cell)}}}" : Escape(cell))) + " \\\\\n";
}
