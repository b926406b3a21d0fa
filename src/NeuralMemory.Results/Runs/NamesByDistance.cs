namespace NeuralMemory.Results;

/// <summary>
/// Orders what a user may have meant: all of it, however far, because a wrong path of a run is answered with the runs beside it. Whether
/// a name is near enough to be meant at all is another question, which those answer who read what users write.
/// </summary>
internal static class NamesByDistance
{
    /// <summary>The <paramref name="names"/> by their distance from <paramref name="wanted"/>, nearest first.</summary>
    public static IEnumerable<string> Order(string wanted, IEnumerable<string> names) => Order(wanted, names, name => name);

    /// <summary>The <paramref name="paths"/> by the distance of what they are called.</summary>
    public static IEnumerable<string> Order(string wanted, IEnumerable<string> paths, Func<string, string> nameOf) =>
        paths.OrderBy(path => Distance(wanted, nameOf(path))).ThenBy(path => path, StringComparer.Ordinal);

    /// <summary>How many letters must be inserted, deleted or replaced to make one word the other (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
                (row[j + 1], diagonal) = (Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + (from[i] == to[j] ? 0 : 1)), row[j + 1]);
        }

        return row[^1];
    }
}
