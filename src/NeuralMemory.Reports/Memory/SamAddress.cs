using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>The addresses of the heads of a sparse access memory, stage by stage (Rae et al. 2016).</summary>
internal static class SamAddress
{
    private const string Paper = "Rae et al. 2016", Mix = "write/mix-gates", Reads = "read/weights";

    /// <summary>Whether a trace is of such a machine, with links or without.</summary>
    public static bool Is(EpisodeTrace trace) => trace.Find(Mix) is not null;

    /// <summary>A write head: where it read a step before, or the slot that was not used for the longest time, or nowhere.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="before">The same of the step before.</param>
    /// <param name="weights">[N] its weighting.</param>
    public static IReadOnlyList<AddressStage> StagesOfWriter(StepSignals signals, StepSignals before, float[] weights)
    {
        float? mix = signals.Number(Mix);
        string gate = StepSignals.Words("gate to slots read", mix);
        List<AddressStage> stages = [];
        if (before.Numbers(Reads) is { } reads && reads.Length == weights.Length)
            stages.Add(Stage("where it read", reads.ToArray(), "a step before"));
        if (signals.Numbers("write/slots") is [var free, ..] && free >= 0 && free < weights.Length)
        {
            float[] least = new float[weights.Length];
            least[(int)free] = 1;
            stages.Add(Stage("least used", least, "not used for the longest time"));
            if (stages.Count == 2 && mix is { } share)
                stages.Add(Stage(
                    "between both", [.. least.Select((weight, slot) => share * stages[0].Weights[slot] + (1 - share) * weight)], gate));
        }

        string[] told = [stages.Count < 3 ? gate : "", StepSignals.Words("write gate", signals.Number("write/gates"))];
        stages.Add(Stage("weighting", weights, string.Join(" · ", told.Where(words => words.Length > 0))));
        return stages;

        static AddressStage Stage(string title, float[] weights, string signal) =>
            new(title, weights, signal) { Equation = $"{Paper}, eq. 5" };
    }

    /// <summary>A read head: the slots that look most like its key, and with links those that were written before and next.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="weights">[N] its weighting.</param>
    public static IReadOnlyList<AddressStage> StagesOfReader(StepSignals signals, float[] weights)
    {
        if (signals.Numbers("read/modes").Length > 0)
            return [.. DncAddress.StagesOfReader(signals, weights).Select(stage => stage with { Equation = $"{Paper}, appendix D" })];
        string told = StepSignals.Words("key strength", signals.Number("read/strengths"));
        return [new("weighting", weights, told) { Equation = $"{Paper}, eq. 4" }];
    }
}
