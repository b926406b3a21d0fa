using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>The addresses of a Differentiable Neural Computer's heads, stage by stage (Graves et al. 2016, Methods).</summary>
internal static class DncAddress
{
    private const string Paper = "Graves et al. 2016, Methods";

    /// <summary>A write head: found by content, or a free slot, or nowhere.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="weights">[N] its weighting.</param>
    public static IReadOnlyList<AddressStage> StagesOfWriter(StepSignals signals, float[] weights)
    {
        float[] content = signals.Numbers("write/content").ToArray(), allocation = signals.Numbers("write/allocation").ToArray();
        (float? allocationGate, float? writeGate) = (signals.Number("write/allocation-gates"), signals.Number("write/gates"));
        List<AddressStage> stages = [];
        if (content.Length == weights.Length)
            stages.Add(new("by content", content, StepSignals.Words("key strength", signals.Number("write/strengths")))
            {
                Equation = $"{Paper}, Content-based addressing",
            });
        if (allocation.Length == weights.Length)
            stages.Add(new("allocation", allocation, "the slots used least")
            {
                Equation = $"{Paper}, Dynamic memory allocation",
            });
        if (stages.Count == 2 && allocationGate is { } share)
            stages.Add(new(
                "between both", [.. content.Select((weight, slot) => share * allocation[slot] + (1 - share) * weight)],
                string.Create(CultureInfo.InvariantCulture, $"{StepSignals.Words("allocation gate", share)}: {100 * share:0} % allocation")));
        string[] told = [stages.Count < 3 ? StepSignals.Words("allocation gate", allocationGate) : "", StepSignals.Words("write gate", writeGate)];
        stages.Add(new("weighting", weights, string.Join(" · ", told.Where(words => words.Length > 0)))
        {
            Equation = $"{Paper}, Write weighting",
        });
        return stages;
    }

    /// <summary>A read head: by content, and along the links backward and forward, each by the share of its mode.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="weights">[N] its weighting.</param>
    public static IReadOnlyList<AddressStage> StagesOfReader(StepSignals signals, float[] weights)
    {
        float[] modes = signals.Numbers("read/modes").ToArray();
        IReadOnlyList<string> names = signals.Labels("read/modes");
        int writers = modes.Length / 2;
        List<AddressStage> stages = [];
        Links("links/backward", "read/backward-sharpness", 0, "written before");
        string strength = StepSignals.Words("key strength", signals.Number("read/strengths"));
        if (signals.Numbers("read/content") is { } content && content.Length == weights.Length)
            stages.Add(new(
                "by content", content.ToArray(), modes.Length > writers && writers > 0 ? $"{Mode(writers)}, {strength}".TrimEnd(' ', ',') : strength)
            {
                Equation = $"{Paper}, Content-based addressing",
            });
        Links("links/forward", "read/forward-sharpness", writers + 1, "written next");
        stages.Add(new("weighting", weights, stages.Count > 1 ? "all of them, each by its mode" : "")
        {
            Equation = $"{Paper}, Read weighting",
        });
        return stages;

        void Links(string quantity, string sharpness, int firstMode, string what)
        {
            float[] numbers = signals.Numbers(quantity).ToArray(), sharp = signals.Numbers(sharpness).ToArray();
            for (int writer = 0; writer < writers && numbers.Length == writers * weights.Length; writer++)
            {
                string told = sharp.Length == writers ? $", {StepSignals.Words("sharpness", sharp[writer])}" : "";
                string which = writers == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" by writer {writer + 1}");
                stages.Add(new(
                    names.Count == modes.Length ? names[firstMode + writer] : quantity[6..],
                    numbers.AsSpan(writer * weights.Length, weights.Length).ToArray(), $"{Mode(firstMode + writer)}: {what}{which}{told}")
                {
                    Equation = $"{Paper}, Temporal memory linkage",
                });
            }
        }

        string Mode(int place) => StepSignals.Words("mode", modes[place]);
    }
}
