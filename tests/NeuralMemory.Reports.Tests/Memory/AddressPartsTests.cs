using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class AddressPartsTests
{
    private static readonly TracedHead Writer = new("write head", "heads/weights", 1, IsWriter: true);

    [Theory]
    [InlineData(1, 1f)]
    [InlineData(1, 4f)]
    [InlineData(2, 20f)]
    [InlineData(0, 4f)]
    public void The_last_stage_of_a_Neural_Turing_Machine_is_the_weighting_that_it_used(int shift, float scale)
    {
        EpisodeTrace trace = RealTraces.Of(
            new NtmConfig
            {
                Controller = new() { Units = 6 },
                Memory = new() { Slots = 7, Width = 3 },
                Heads = new() { Read = 2, Write = 2, Shift = shift },
            }, scale);
        IReadOnlyList<TracedHead> heads = TracedHead.Of(trace);
        Assert.Equal(4, heads.Count);
        foreach (TracedHead head in heads)
            for (int step = 0; step < RealTraces.Steps; step++)
            {
                AddressParts parts = AddressParts.Of(trace, step, head, []);
                Assert.Equal(
                    ["the step before", "by content", "after the gate", "after the shift", "after sharpening"],
                    parts.Stages.Select(stage => stage.Title));
                AssertClose(head.WeightsAt(trace, step).ToArray(), parts.Stages[^1].Weights);
            }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public void The_stages_of_a_Differentiable_Neural_Computer_make_up_its_weightings(int writers, bool sharpen)
    {
        EpisodeTrace trace = RealTraces.Of(
            new DncConfig
            {
                Controller = new() { Units = 6 },
                Memory = new() { Slots = 7, Width = 3 },
                Heads = new() { Read = 2, Write = writers },
                Links = new() { Sharpen = sharpen },
            }, 3);
        foreach (TracedHead head in TracedHead.Of(trace))
            for (int step = 0; step < RealTraces.Steps; step++)
            {
                IReadOnlyList<AddressStage> stages = AddressParts.Of(trace, step, head, []).Stages;
                float[] weights = [.. stages[^1].Weights];
                Assert.Equal(head.WeightsAt(trace, step).ToArray(), weights);
                StepSignals signals = new(trace, step, head.Place);
                if (head.IsWriter)
                {
                    Assert.Equal(["by content", "allocation", "between both", "weighting"], stages.Select(stage => stage.Title));
                    AssertClose(weights, [.. stages[2].Weights.Select(weight => signals.Number("write/gates")!.Value * weight)]);
                    continue;
                }

                // The stages before the last stand in the order of the modes.
                float[] modes = signals.Numbers("read/modes").ToArray();
                Assert.Equal(signals.Labels("read/modes").Select(name => name == "content" ? "by content" : name),
                    stages.SkipLast(1).Select(stage => stage.Title));
                AssertClose(weights, [.. weights.Select((_, slot) => modes.Select((mode, i) => mode * stages[i].Weights[slot]).Sum())]);
                Assert.Equal(sharpen, stages[0].Signal.Contains("sharpness", StringComparison.Ordinal));
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_stages_of_a_sparse_access_memory_make_up_its_weightings(int heads)
    {
        EpisodeTrace trace = RealTraces.Of(
            new SamConfig { Controller = new() { Units = 6 }, Memory = new() { Slots = 9, Width = 3, Top = 2 }, Heads = heads }, 3);
        foreach (TracedHead head in TracedHead.Of(trace))
            for (int step = 0; step < RealTraces.Steps; step++)
            {
                IReadOnlyList<AddressStage> stages = AddressParts.Of(trace, step, head, []).Stages;
                Assert.Equal(head.WeightsAt(trace, step).ToArray(), stages[^1].Weights);
                Assert.All(stages, stage => Assert.Equal($"Rae et al. 2016, eq. {(head.IsWriter ? 5 : 4)}", stage.Equation));
                float gate = new StepSignals(trace, step, head.Place).Number("write/gates")!.Value;
                string[] titles = !head.IsWriter ? ["weighting"] : step == 0 ? ["least used", "weighting"]
                    : ["where it read", "least used", "between both", "weighting"];
                Assert.Equal(titles, stages.Select(stage => stage.Title));
                if (stages.Count == 4)
                    AssertClose([.. stages[3].Weights], [.. stages[2].Weights.Select(weight => gate * weight)]);
            }
    }

    [Fact]
    public void A_reader_of_a_sparse_memory_with_links_is_of_its_own_paper()
    {
        EpisodeTrace trace = RealTraces.Of(
            new SdncConfig { Controller = new() { Units = 6 }, Memory = new() { Slots = 9, Width = 3, Top = 2 }, Heads = 2 }, 3);
        foreach (TracedHead head in TracedHead.Of(trace).Where(head => !head.IsWriter))
        {
            IReadOnlyList<AddressStage> stages = AddressParts.Of(trace, 5, head, []).Stages;
            Assert.Equal(["backward", "by content", "forward", "weighting"], stages.Select(stage => stage.Title));
            float[] modes = new StepSignals(trace, 5, head.Place).Numbers("read/modes").ToArray();
            AssertClose([.. stages[3].Weights], [.. stages[3].Weights.Select(
                (_, slot) => modes.Select((mode, i) => mode * stages[i].Weights[slot]).Sum())]);
            Assert.All(stages, stage => Assert.Equal("Rae et al. 2016, appendix D", stage.Equation));
        }
    }

    /// <summary>By hand: content (1, 0, 0) and before (0, 1, 0) by halves, all shifted by one, squared.</summary>
    [Fact]
    public void Each_stage_is_that_of_its_equation()
    {
        EpisodeTrace trace = HandTrace();
        IReadOnlyList<AddressStage> stages = AddressParts.Of(trace, 1, Writer, []).Stages;
        AssertClose([0, 1, 0], stages[0].Weights);
        AssertClose([1, 0, 0], stages[1].Weights);
        AssertClose([0.75f, 0.25f, 0], stages[2].Weights);
        AssertClose([0, 0.75f, 0.25f], stages[3].Weights);
        AssertClose([0, 0.9f, 0.1f], stages[4].Weights);
        string[] signals =
        [
            "where the head was", "key strength 5.00", "gate 0.75: 75 % by content", "shift −1: 0.00, 0: 0.00, +1: 1.00", "sharpening 2.00",
        ];
        Assert.Equal(signals, stages.Select(stage => stage.Signal));
        Assert.Equal(["", "eq. 5", "eq. 7", "eq. 8", "eq. 9"],
            stages.Select(stage => stage.Equation.Replace("Graves et al. 2014, ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_weighting_before_may_be_given_and_before_the_first_step_is_that_which_the_machine_begins_with()
    {
        EpisodeTrace trace = HandTrace();
        AssertClose([0, 0, 1], AddressParts.Of(trace, 1, Writer, [0, 0, 1]).Stages[0].Weights);
        Assert.Equal(["by content", "weighting"], AddressParts.Of(trace, 0, Writer, []).Stages.Select(stage => stage.Title));
        TracedQuantity first = trace.Find("heads/weights")! with { Rows = [0], Values = new float[] { 0, 0, 1, 0.5f, 0.5f, 0 } };
        AssertClose([0.5f, 0.5f, 0], AddressParts.Of(trace with { Initial = [first] }, 0, Writer, []).Stages[0].Weights);
    }

    [Fact]
    public void A_head_that_was_moved_is_shown_where_it_is()
    {
        EpisodeTrace trace = HandTrace();
        EpisodeTrace moved = trace with
        {
            Quantities = [.. trace.Quantities.Select(quantity => quantity.Name != "heads/weights" ? quantity : quantity with
            {
                Values = new float[] { 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0 },
            })],
        };
        IReadOnlyList<AddressStage> stages = AddressParts.Of(moved, 1, Writer, []).Stages;
        Assert.Equal((6, "weighting", "moved by hand"), (stages.Count, stages[^1].Title, stages[^1].Signal));
        AssertClose([1, 0, 0], stages[^1].Weights);
    }

    [Theory]
    [InlineData("heads/content")]
    [InlineData("heads/gates")]
    [InlineData("heads/shifts")]
    [InlineData("heads/sharpening")]
    public void What_a_trace_lacks_is_left_out(string name)
    {
        EpisodeTrace trace = HandTrace();
        trace = trace with { Quantities = [.. trace.Quantities.Where(quantity => quantity.Name != name)] };
        AddressParts parts = AddressParts.Of(trace, 1, Writer, []);
        Assert.Equal("weighting", parts.Stages[^1].Title);
        AssertClose([0, 0.9f, 0.1f], parts.Stages[^1].Weights);
        Assert.DoesNotContain(parts.Stages, stage => stage.Title.StartsWith("after", StringComparison.Ordinal));
        Assert.Equal(name != "heads/gates", parts.Stages[^1].Signal.Contains("gate 0.75", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_a_trace_does_not_keep_has_no_stages() =>
        Assert.Empty(AddressParts.Of(HandTrace(), 7, Writer, []).Stages);

    [Fact]
    public void Without_links_a_reader_finds_by_content_alone()
    {
        EpisodeTrace trace = SampleTraces.Dnc();
        trace = trace with
        {
            Quantities = [.. trace.Quantities.Where(quantity => quantity.Name is "read/weights" or "memory"), .. Content()],
        };
        Assert.Equal(["by content", "weighting"],
            AddressParts.Of(trace, 2, new("read head 1", "read/weights", 0, IsWriter: false), []).Stages.Select(stage => stage.Title));
        static IEnumerable<TracedQuantity> Content()
        {
            yield return SampleTraces.Shares("read/content", "content weighting", 5, (_, i) => i == 2 ? 1 : 0,
                new("reader", 2), new("slot", 6));
        }
    }

    private static EpisodeTrace HandTrace()
    {
        TracedAxis heads = new("head", 2, ["read head", "write head"]), slot = new("slot", 3);
        return SampleTraces.Ntm() with
        {
            Steps = 2,
            Initial = [],
            Quantities =
            [
                Rows("heads/weights", [0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0.9f, 0.1f], heads, slot),
                Rows("heads/content", [0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0], heads, slot),
                Rows("heads/gates", [0, 0, 0, 0.75f], heads),
                Rows("heads/strengths", [0, 0, 0, 5], heads),
                Rows("heads/shifts", [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1], heads, new("shift", 3, ["-1", "0", "+1"])),
                Rows("heads/sharpening", [1, 1, 1, 2], heads),
            ],
        };
    }

    private static TracedQuantity Rows(string name, float[] values, params TracedAxis[] axes) => new()
    {
        Name = name,
        Title = name,
        Axes = axes,
        Rows = [0, 1],
        Values = values,
    };

    private static void AssertClose(float[] expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
