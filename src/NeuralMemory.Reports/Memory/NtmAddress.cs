namespace NeuralMemory.Reports;

/// <summary>
/// The address of a Neural Turing Machine's head, stage by stage (Graves et al. 2014, section 3.3, equations 5 to 9), computed again from
/// what the head was told.
/// </summary>
internal static class NtmAddress
{
    private const string Paper = "Graves et al. 2014";

    // What is computed again differs in the last bits alone; a head that was moved differs by far more.
    private const float Moved = 0.001f;

    /// <summary>The stages; the weighting alone where the trace lacks what it is made of.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="weights">[N] its weighting.</param>
    /// <param name="before">[N] that of the step before; empty where it is not known.</param>
    public static IReadOnlyList<AddressStage> StagesOf(StepSignals signals, float[] weights, float[] before)
    {
        float[] content = signals.Numbers("heads/content").ToArray(), shifts = signals.Numbers("heads/shifts").ToArray();
        (float? gate, float? sharpening) = (signals.Number("heads/gates"), signals.Number("heads/sharpening"));
        string shifted = WordsOf(shifts, signals.Labels("heads/shifts"));
        List<AddressStage> stages = [];
        if (before.Length == weights.Length)
            stages.Add(new("the step before", before, "where the head was"));
        if (content.Length == weights.Length)
            stages.Add(new("by content", content, StepSignals.Words("key strength", signals.Number("heads/strengths")))
            {
                Equation = $"{Paper}, eq. 5",
            });
        if (stages.Count < 2 || gate is not { } share || shifts.Length % 2 == 0 || sharpening is not { } exponent)
        {
            string[] told = [StepSignals.Words("gate", gate), shifted, StepSignals.Words("sharpening", sharpening)];
            return [.. stages, new("weighting", weights, string.Join(" · ", told.Where(words => words.Length > 0)))];
        }

        float[] gated = Gated(content, before, share), moved = Shifted(gated, shifts), sharp = Sharpened(moved, exponent);
        stages.Add(new("after the gate", gated, $"{StepSignals.Words("gate", gate)}: {Share(share)} by content")
        {
            Equation = $"{Paper}, eq. 7",
        });
        stages.Add(new("after the shift", moved, shifted) { Equation = $"{Paper}, eq. 8" });
        stages.Add(new("after sharpening", sharp, StepSignals.Words("sharpening", sharpening)) { Equation = $"{Paper}, eq. 9" });
        if (Enumerable.Range(0, weights.Length).Any(slot => !(Math.Abs(sharp[slot] - weights[slot]) <= Moved)))
            stages.Add(new("weighting", weights, "moved by hand"));
        return stages;
    }

    /// <summary>Equation 7: between looking up and staying.</summary>
    private static float[] Gated(float[] content, float[] before, float gate) =>
        [.. content.Select((weight, slot) => gate * weight + (1 - gate) * before[slot])];

    /// <summary>Equation 8: a circular convolution, in which a shift of +1 leads to the next slot.</summary>
    private static float[] Shifted(float[] gated, float[] shifts)
    {
        int slots = gated.Length, radius = shifts.Length / 2;
        var shifted = new float[slots];
        for (int slot = 0; slot < slots; slot++)
            for (int offset = -radius; offset <= radius; offset++)
                shifted[slot] += gated[((slot - offset) % slots + slots) % slots] * shifts[offset + radius];
        return shifted;
    }

    /// <summary>Equation 9. The power is taken of shares of the largest weight, which neither under- nor overflows.</summary>
    private static float[] Sharpened(float[] shifted, float exponent)
    {
        float most = shifted.Max();
        if (!(most > 0))
            return shifted;
        double[] powers = [.. shifted.Select(weight => Math.Pow(weight / most, exponent))];
        double sum = powers.Sum();
        return [.. powers.Select(power => (float)(power / sum))];
    }

    private static string Share(float share) => FormattableString.Invariant($"{100 * share:0} %");

    private static string WordsOf(float[] shifts, IReadOnlyList<string> labels) => shifts.Length == 0 || labels.Count != shifts.Length
        ? ""
        : $"shift {string.Join(", ", shifts.Select((share, i) => FormattableString.Invariant($"{Sign(labels[i])}: {share:0.00}")))}";

    /// <summary>With a minus as wide as a plus.</summary>
    private static string Sign(string label) => label.Replace('-', '−');
}
