using System.Globalization;

namespace NeuralMemory.Reports;

/// <summary>The addresses of a Differentiable Neural Computer's heads, stage by stage (Graves et al. 2016, Methods).</summary>
internal static class DncAddress
{
    private const string Paper = "Graves et al. 2016";

    /// <summary>A write head: found by content, or a free slot, or nowhere.</summary>
    /// <param name="signals">What the head was told.</param>
    /// <param name="weights">[N] its weighting.</param>
    public static IReadOnlyList<AddressStage> StagesOfWriter(StepSignals signals, float[] weights)
    {
        float[] content = signals.Numbers("write/content").ToArray(), allocation = signals.Numbers("write/allocation").ToArray();
        float? allocationGate = signals.Number("write/allocation-gates");
        string gate = StepSignals.Words("allocation gate", allocationGate);
        List<AddressStage> stages = [];
        if (content.Length == weights.Length)
            stages.Add(new("by content", content, StepSignals.Words("key strength", signals.Number("write/strengths")))
            {
                Equation = $"{Paper}, content-based addressing",
            });
        if (allocation.Length == weights.Length)
            stages.Add(new("allocation", allocation, "the slots used least")
            {
                Equation = $"{Paper}, dynamic memory allocation",
            });
        if (stages.Count == 2 && allocationGate is { } share)
            stages.Add(new(
                "between both", [.. content.Select((weight, slot) => share * allocation[slot] + (1 - share) * weight)],
                string.Create(CultureInfo.InvariantCulture, $"{gate}: {100 * share:0} % allocation")));
        string[] told = [stages.Count < 3 ? gate : "", StepSignals.Words("write gate", signals.Number("write/gates"))];
        stages.Add(new("weighting", weights, string.Join(" · ", told.Where(words => words.Length > 0)))
        {
            Equation = $"{Paper}, write weighting",
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
                "by content", content.ToArray(), writers > 0 ? $"{Mode(writers)}, {strength}".TrimEnd(' ', ',') : strength)
            {
                Equation = $"{Paper}, content-based addressing",
            });
        Links("links/forward", "read/forward-sharpness", writers + 1, "written next");
        stages.Add(new("weighting", weights, stages.Count > 1 ? "all of them, each by its mode" : "")
        {
            Equation = $"{Paper}, read weighting",
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
                    Equation = $"{Paper}, temporal memory linkage",
                });
            }
        }

        string Mode(int place) => StepSignals.Words("mode", modes[place]);
    }
}
