namespace NeuralMemory.Reports;

/// <summary>Steps one after another that have one value.</summary>
/// <param name="First">The first step.</param>
/// <param name="Count">How many steps, at least 1.</param>
/// <param name="Value">Their value.</param>
internal readonly record struct Stretch(int First, int Count, int Value)
{
    /// <summary>The stretches of so many steps, in order: neighbours with one value are drawn as one.</summary>
    public static IEnumerable<Stretch> Of(int steps, Func<int, int> valueOf)
    {
        for (int from = 0, to; from < steps; from = to)
        {
            int value = valueOf(from);
            for (to = from + 1; to < steps && valueOf(to) == value; to++)
                continue;
            yield return new(from, to - from, value);
        }
    }
}
