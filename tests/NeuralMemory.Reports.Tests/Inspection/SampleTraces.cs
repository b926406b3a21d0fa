using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

/// <summary>Small traces by formulas, so that pictures of them never change by themselves.</summary>
internal static class SampleTraces
{
    private static readonly TracedAxis Readers = new("reader", 1, ["read head"]), Writers = new("writer", 1, ["write head"]);

    /// <summary>A Neural Turing Machine that copies two vectors of three bits, one bit wrongly.</summary>
    public static EpisodeTrace Ntm(long step = 1000, float sure = 0.9f)
    {
        const int steps = 5, slots = 8, width = 3;
        TracedAxis heads = new("head", 2, ["read head", "write head"]);
        // The heads go on by one slot at each step, the reader after the delimiter.
        float Weight(int t, int head, int slot)
        {
            int place = head == 1 ? Math.Min(t, 2) : Math.Max(0, t - 3);
            return slot == place ? sure : (1 - sure) / (slots - 1);
        }

        return Trace("ntm-copy: NTM", steps, step) with
        {
            Quantities =
            [
                Quantity("heads/add", "add vector", steps, (t, i) => (t - 2) * 0.5f + i, null, null, Writers, new("width", width)),
                Quantity("reads", "read vector", steps, (t, i) => 0.25f * t - i, null, null, Readers, new("width", width)),
                Shares("heads/weights", "weighting", steps, (t, i) => Weight(t, i / slots, i % slots), heads, new("slot", slots)),
                Quantity("heads/gates", "interpolation gate", steps, (t, i) => t / 4f * (1 - i), 0, 1, heads),
                Quantity("heads/strengths", "key strength", steps, (t, i) => 1.5f * t + i, 0, null, heads),
                Shares("heads/shifts", "shift", steps, (t, i) => i % 3 == t % 3 ? 0.8f : 0.1f, heads, new("shift", 3, ["-1", "0", "+1"])),
                Quantity("memory", "memory", steps, (t, i) => i % slots < t ? i * 0.1f - 1 : 0, null, null, new("width", width),
                    new("slot", slots)),
            ],
            Initial = [Quantity("memory", "memory", 1, (_, _) => 0, null, null, new("width", width), new("slot", slots))],
        };
    }

    /// <summary>A Differentiable Neural Computer with two readers, and its links.</summary>
    public static EpisodeTrace Dnc()
    {
        const int steps = 5, slots = 6, width = 2;
        TracedAxis readers = new("reader", 2, ["read head 1", "read head 2"]);
        return Trace("dnc-copy: DNC", steps, 2500) with
        {
            Quantities =
            [
                Shares("write/weights", "weighting", steps, (t, i) => i == t ? 1 : 0, Writers, new("slot", slots)),
                Shares("read/weights", "weighting", steps, (t, i) => i % slots == (t + i / slots) % slots ? 0.7f : 0.06f, readers,
                    new("slot", slots)),
                Shares("write/allocation", "allocation", steps, (t, i) => i == t + 1 ? 0.5f : 0, Writers, new("slot", slots)),
                Quantity("read/free-gates", "free gate", steps, (t, i) => t / 4f, 0, 1, readers),
                Shares("read/modes", "read mode", steps, (t, i) => i % 3 == t % 3 ? 1 : 0, readers,
                    new("mode", 3, ["backward", "content", "forward"])),
                Quantity("usage", "usage", steps, (t, i) => i < t ? 0.9f : 0, 0, 1, new TracedAxis("slot", slots)),
                Shares("links/forward", "forward weighting", steps, (t, i) => i % slots == t ? 0.4f : 0, readers, Writers,
                    new("slot", slots)),
                Shares("links/values", "links", steps, (t, i) => i / slots == i % slots + 1 && i / slots <= t ? 1 : 0, Writers,
                    new("slot", slots), new("previous_slot", slots)),
                Quantity("memory", "memory", steps, (t, i) => i % slots < t ? 1 - 0.2f * i : 0, null, null, new("width", width),
                    new("slot", slots)),
            ],
            Initial = [Quantity("memory", "memory", 1, (_, _) => 0, null, null, new("width", width), new("slot", slots))],
        };
    }

    /// <summary>A decoder that translates two words, the second one wrongly.</summary>
    public static EpisodeTrace Decoder()
    {
        string[] words = ["<end>", "ein", "Mann", "Haus & Hof"];
        TracedChannel channel = new("german", 0, 1) { Symbols = 4, Words = words };
        return new()
        {
            Name = "phrases",
            Machine = "encoder and decoder",
            Task = "phrases, 3 steps",
            Step = 10,
            Recording = new()
            {
                Task = "phrases",
                Inputs = new float[,] { { -1 }, { 1 }, { 2 } },
                Targets = new float[,] { { 1 }, { 2 }, { 0 } },
                Outputs = new float[,] { { 1 }, { 3 }, { 0 } },
                Scored = [true, true, true],
                Symbols = [new(0, 4) { IsNumber = true, Words = words }],
            },
            Inputs = [channel],
            Targets = [channel],
            Phases = ["recall"],
            PhaseOf = [0, 0, 0],
            Steps = 3,
            Quantities =
            [
                Shares("attention/weights", "attention to the source", 3, (t, i) => t == i ? 1 : 0, new("head", 1),
                    new("source", 3, ["a", "man", "<end>"])),
            ],
        };
    }

    /// <summary>An episode without quantities: two vectors, a delimiter, and what was answered.</summary>
    private static EpisodeTrace Trace(string name, int steps, long step) => new()
    {
        Name = name.Split(": ")[0],
        Machine = $"{name.Split(": ")[1]}, LSTM 4, memory small",
        Task = $"copy, length = 2, {steps} steps",
        Step = step,
        Episode = 3,
        Recording = new()
        {
            Task = "copy",
            Inputs = new float[,] { { 1, 0, 1, 0 }, { 0, 1, 1, 0 }, { 0, 0, 0, 1 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } },
            Targets = new float[,] { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 1, 0, 1 }, { 0, 1, 1 } },
            Outputs = new float[,] { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0.9f, 0.1f, 0.8f }, { 0.2f, 0.3f, 1 } },
            Scored = [false, false, false, true, true],
        },
        Inputs = [new("data", 0, 3), new("end", 3, 1)],
        Targets = [new("data", 0, 3)],
        Phases = ["show data", "show end", "recall data"],
        PhaseOf = [0, 0, 1, 2, 2],
        Steps = steps,
        Quantities = [],
    };

    /// <summary>A quantity whose numbers are shares of one.</summary>
    /// <summary>An episode of many steps in which nothing was asked.</summary>
    public static EpisodeTrace Long(int steps, TracedQuantity quantity)
    {
        EpisodeTrace small = Ntm();
        return small with
        {
            Recording = small.Recording with
            {
                Inputs = new float[steps, 4],
                Targets = new float[steps, 3],
                Outputs = new float[steps, 3],
                Scored = new bool[steps],
            },
            PhaseOf = new int[steps],
            Steps = steps,
            Quantities = [quantity],
            Initial = [],
        };
    }

    public static TracedQuantity Shares(string name, string title, int rows, Func<int, int, float> at, params TracedAxis[] axes) =>
        Quantity(name, title, rows, at, 0, 1, axes) with { IsDistribution = true };

    public static TracedQuantity Quantity(
        string name, string title, int rows, Func<int, int, float> at, double? low, double? high, params TracedAxis[] axes)
    {
        int length = axes.Aggregate(1, (product, axis) => product * axis.Length);
        return new()
        {
            Name = name,
            Title = title,
            Low = low,
            High = high,
            Axes = axes,
            Rows = [.. Enumerable.Range(0, rows)],
            Values = Enumerable.Range(0, rows * length).Select(i => at(i / length, i % length)).ToArray(),
        };
    }
}
