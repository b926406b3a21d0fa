using NeuralMemory.Yaml;

namespace NeuralMemory.Analysis;

/// <summary>
/// Orders runs by names such as <c>task,-bits_per_sequence</c>: of two, by the first name that tells them apart; after a <c>-</c> the
/// greatest first. Numbers come by their size, and before texts; what has nothing under a name comes last.
/// </summary>
public static class RunOrder
{
    /// <summary>The runs in order; those that no name tells apart stay as they are.</summary>
    /// <param name="keys">The names, with commas between them; see <see cref="RunFields"/>.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="source">What the names are called where a problem is told.</param>
    /// <exception cref="InvalidInputException">No run has what is named; the message tells the column and what may be meant.</exception>
    public static IReadOnlyList<RunFacts> Sort(string keys, IReadOnlyList<RunFacts> runs, string source = "--sort")
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(runs);
        IOrderedEnumerable<RunFacts> sorted = runs.OrderBy(_ => 0);
        int column = 1;
        foreach (string part in keys.Split(','))
        {
            string key = part.Trim();
            bool isDescending = key.StartsWith('-');
            string name = isDescending ? key[1..] : key;
            if (name.Length == 0)
                throw FilterToken.Problem(source, column, "expected a name, such as task or -bits_per_sequence");
            Field field = RunFields.Find(name, runs, out string? problem) ?? throw FilterToken.Problem(source, column, problem!);
            sorted = sorted.ThenBy(run => field.Of(run), new ByValue(isDescending));
            column += part.Length + 1;
        }

        return [.. sorted];
    }

    private sealed class ByValue(bool isDescending) : IComparer<FieldValue>
    {
        public int Compare(FieldValue x, FieldValue y) => (x.Texts.Count, y.Texts.Count) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => ConfigDifference.Compare(x.Text, y.Text) * (isDescending ? -1 : 1),
        };
    }
}
