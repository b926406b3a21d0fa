using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>What a machine answers: the probability of a 1 of each bit, of each class of a symbol; numbers are what they are.</summary>
internal static class OutputProbabilities
{
    /// <summary>The probabilities of rows of logits.</summary>
    /// <param name="logits">[rows, O]</param>
    /// <param name="groups">What the columns are.</param>
    /// <param name="width">O.</param>
    public static float[] Of(ReadOnlySpan<float> logits, IReadOnlyList<TargetGroup> groups, int width)
    {
        float[] result = logits.ToArray();
        for (int row = 0; row < result.Length; row += width)
            foreach (TargetGroup group in groups)
                for (int at = row + group.Start; at < row + group.End && !group.IsSquared; at += group.Classes)
                    Answer(result.AsSpan(at, group.Classes));
        return result;
    }

    private static void Answer(Span<float> x)
    {
        float most = x.Length == 1 ? Math.Max(x[0], 0) : float.NegativeInfinity;
        foreach (float logit in x)
            most = Math.Max(most, logit);
        // A bit is a symbol of two classes, of which the logit of the 0 is 0.
        float sum = x.Length == 1 ? MathF.Exp(-most) : 0;
        foreach (ref float logit in x)
            sum += logit = MathF.Exp(logit - most);
        foreach (ref float weight in x)
            weight /= sum;
    }
}
