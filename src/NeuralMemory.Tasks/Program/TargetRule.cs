using System.Globalization;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>
/// What a target or a reference may be: with any other value the cross-entropy has no lower bound. A bit is a probability; a symbol is a
/// distribution over its classes, or blank, all 0, where nothing is wanted.
/// </summary>
/// <param name="what">What is checked: <c>target</c> or <c>reference</c>.</param>
/// <param name="classes">The classes of a symbol; 1 for bits.</param>
/// <param name="mark">Where the value stands.</param>
internal sealed class TargetRule(string what, int classes, SourceMark mark) : IWriteRule
{
    /// <summary>How far a sum of probabilities in single precision may be from 1.</summary>
    private const double Tolerance = 1e-4;

    private string Beginning => classes == 1
        ? $"with 'loss: bits' a {what} must be from 0 to 1"
        : $"with 'loss: softmax' a {what} must be probabilities that sum to 1, or all 0 where nothing is wanted";

    public IWriteRule? Prove(TaskValue value, Diagnostics diagnostics)
    {
        ValueRange range = value.Elements;
        // In the precision of targets: 0.1 * 10 is a bit.
        (Real low, Real high) = ((Real)range.Low, (Real)range.High);
        if (low > 1 || high < 0)
            diagnostics.Add(mark, $"{Beginning}, and this is {range}");
        return classes == 1 && low >= 0 && high <= 1 ? null : this;
    }

    public void Check(Real number)
    {
        if (classes == 1 ? !(number >= 0 && number <= 1) : !IsDistribution(number, (double)number * classes))
            throw Refuse(classes == 1 || number < 0 ? number : (double)number * classes);
    }

    public void Check(ReadOnlySpan<Real> values)
    {
        if (classes == 1)
        {
            foreach (Real value in values)
                Check(value);
            return;
        }

        for (int at = 0; at < values.Length; at += classes)
        {
            ReadOnlySpan<Real> symbol = values.Slice(at, classes);
            double sum = 0;
            Real least = 0;
            foreach (Real value in symbol)
                (sum, least) = (sum + value, value < least ? value : least);
            if (!IsDistribution(least, sum))
                throw Refuse(least < 0 ? least : sum);
        }
    }

    private static bool IsDistribution(Real least, double sum) => least >= 0 && (sum == 0 || Math.Abs(sum - 1) <= Tolerance);

    private EpisodeException Refuse(double found) => new(mark, string.Create(CultureInfo.InvariantCulture,
        $"{Beginning}, and {(classes == 1 || found < 0 ? "this is" : "these sum to")} {found:0.######}"));
}
