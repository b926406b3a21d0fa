using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The matrix of a head after a step, and what the step read of it.</summary>
/// <param name="Head">The head's name.</param>
/// <param name="Step">The step.</param>
/// <param name="Matrix">[D, V] what each number of a key holds.</param>
/// <param name="Factors">The factors by which the values of the steps from <see cref="First"/> on are in what was read.</param>
public sealed record MatrixMoment(string Head, int Step, float[,] Matrix, IReadOnlyList<float> Factors)
{
    private const int MostSteps = 3;
    private const float LeastShare = 0.1f;

    /// <summary>The first step that has a factor.</summary>
    public int First { get; init; }

    /// <summary>The amount that has the strongest color.</summary>
    public double Most { get; init; } = 1;

    /// <summary>Reads a step of a trace.</summary>
    /// <param name="trace">The trace, whose window has the step.</param>
    /// <param name="head">The head's place among <see cref="MatrixHead.Of"/>.</param>
    /// <param name="step">The step, counted from the episode's first.</param>
    /// <returns>Null for no such head, or where the trace does not keep the matrix of the step.</returns>
    public static MatrixMoment? Of(EpisodeTrace trace, int head, int step)
    {
        ArgumentNullException.ThrowIfNull(trace);
        IReadOnlyList<MatrixHead> heads = MatrixHead.Of(trace);
        return head < heads.Count && heads[head].MatrixAfter(step) is { } matrix
            ? new(heads[head].Name, step, matrix, heads[head].OriginsOf(step)) { First = trace.First, Most = heads[head].Most }
            : null;
    }

    /// <summary>What it is, in words.</summary>
    internal string InWords()
    {
        float most = Factors.Select(Math.Abs).DefaultIfEmpty().Max();
        string[] steps =
        [
            .. Factors.Select((factor, place) => (Factor: factor, Step: First + place))
                .Where(each => most > 0 && Math.Abs(each.Factor) >= LeastShare * most)
                .OrderByDescending(each => Math.Abs(each.Factor)).Take(MostSteps)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Factor:0.00} times the value of step {each.Step}")),
        ];
        return string.Create(CultureInfo.InvariantCulture,
            $"{Head} after step {Step}: {Matrix.GetLength(0)} numbers of a key by {Matrix.GetLength(1)} of a value; ")
            + (steps.Length == 0 ? "the step read nothing" : $"the step read {string.Join(", ", steps)}");
    }
}
