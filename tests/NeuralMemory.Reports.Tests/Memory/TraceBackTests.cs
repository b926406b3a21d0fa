using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class TraceBackTests
{
    /// <summary>The reader is at the slot that step 1 wrote, whose bits were 0, 1, 1, 0.</summary>
    [Fact]
    public void An_answer_leads_to_the_slot_that_was_read_the_step_that_wrote_it_and_what_that_showed()
    {
        EpisodeTrace trace = SampleTraces.Ntm();
        TraceBack back = TraceBack.Of(trace, 4, WritersOf(trace, 3));
        ReadOrigin read = Assert.Single(back.Reads);
        Assert.Equal(("read head", 1, 0.9f, 1), (read.Head, read.Place, read.Weight, read.Writer));
        Assert.Equal((1, "slot 1", ReadPlace.Slot), (read.At, read.Name, read.Kind));
        Assert.Equal(0.9f * MathF.Pow(1 - 0.1f / 7, 2), read.Left, 1e-6f);
        Assert.Equal([0f, 1, 1, 0], read.Shown!.Numbers);
        Assert.Equal((4, 5), (back.Step, back.Steps));
        // One bit of that answer is wrong.
        Assert.Equal([0.2f, 0.3f, 1], back.Answer.Numbers);
        Assert.Equal([1], back.Answer.Wrong);
    }

    [Fact]
    public void A_slot_that_no_step_wrote_leads_nowhere()
    {
        ReadOrigin read = TraceBack.Of(SampleTraces.Ntm(), 4, new SlotWriters(8)).Reads[0];
        Assert.Null(read.Writer);
        Assert.Null(read.At);
        Assert.Null(read.Shown);
        Assert.Equal("slot 1", read.Name);
        Assert.Null(TraceBack.Of(SampleTraces.Ntm(), 4, writers: null).Reads[0].Writer);
    }

    [Fact]
    public void Of_each_head_the_five_heaviest_places_are_told_that_have_a_twentieth_of_its_weight()
    {
        EpisodeTrace trace = SampleTraces.Ntm();
        float[] weights = [0.04f, 0.3f, 0.05f, 0.06f, 0.2f, 0.05f, 0.25f, 0.05f];
        trace = trace with
        {
            Quantities = [SampleTraces.Shares("heads/weights", "weighting", 5, (_, i) => i < 8 ? weights[i] : 0.125f,
                new TracedAxis("head", 2, ["read head", "write head"]), new("slot", 8))],
        };
        Assert.Equal([1, 6, 4, 3, 2], TraceBack.Of(trace, 2, new SlotWriters(8)).Reads.Select(read => read.Place));
        weights = [0.04f, 0.04f, 0.04f, 0.04f, 0.04f, 0.04f, 0.04f, 0.04f];
        trace = trace with
        {
            Quantities = [SampleTraces.Shares("heads/weights", "weighting", 5, (_, i) => weights[i % 8],
                new TracedAxis("head", 2, ["read head", "write head"]), new("slot", 8))],
        };
        TraceBack spread = TraceBack.Of(trace, 2, new SlotWriters(8));
        Assert.Empty(spread.Reads);
        Assert.Equal(["read head"], spread.Heads);
    }

    [Fact]
    public void Of_a_decoder_the_words_of_the_source_are_told()
    {
        TraceBack back = TraceBack.Of(SampleTraces.Decoder(), 1, writers: null);
        ReadOrigin read = Assert.Single(back.Reads);
        Assert.Equal(("attention to the source", 1, 1f, "man", ReadPlace.Source), (read.Head, read.Place, read.Weight, read.Name, read.Kind));
        Assert.Null(read.At);
        Assert.Equal(["a", "man", "<end>"], back.Source);
        Assert.Equal(("Haus & Hof", true), (back.Answer.Words, back.Answer.HasWrongWords));
    }

    [Fact]
    public void Where_steps_look_at_steps_they_lead_there_by_layer_and_head()
    {
        EpisodeTrace trace = MemorySamples.Transformer();
        TraceBack back = TraceBack.Of(trace, 4, writers: null);
        Assert.Equal(["decoder, layer 1, head 1", "decoder, layer 1, head 2"], back.Heads);
        Assert.Equal([3, 4], back.Reads.Select(read => read.At!.Value));
        Assert.Equal(["step 3", "step 4"], back.Reads.Select(read => read.Name));
        Assert.Equal([0f, 0, 0, 0], back.Reads[0].Shown!.Numbers);
    }

    [Fact]
    public void A_step_out_of_the_window_is_told_of_without_reads()
    {
        TraceBack back = TraceBack.Of(SampleTraces.Decoder() with { First = 0 }, 2, writers: null);
        Assert.Single(back.Reads);
        EpisodeTrace later = SampleTraces.Decoder();
        later = later with { Quantities = [.. later.Quantities.Select(quantity => quantity with { Rows = [5, 6, 7] })] };
        Assert.Empty(TraceBack.Of(later, 2, writers: null).Reads);
    }

    internal static SlotWriters WritersOf(EpisodeTrace trace, int step)
    {
        TracedHead[] heads = [.. TracedHead.Of(trace).Where(head => head.IsWriter)];
        SlotWriters writers = new(heads[0].WeightsAt(trace, 0).Length);
        for (int at = 0; at <= step; at++)
            foreach (TracedHead head in heads)
                writers.Write(at, head.WeightsAt(trace, at));
        return writers;
    }
}
