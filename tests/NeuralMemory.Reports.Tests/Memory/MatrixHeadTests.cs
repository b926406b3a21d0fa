using NeuralMemory.Machines;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

/// <summary>What matrix memories read, followed back to the steps that wrote it.</summary>
public sealed class MatrixHeadTests
{
    private static readonly Dictionary<string, MachineConfig> Configs = new()
    {
        ["additive"] = new FastWeightsConfig { Width = 8, Heads = 2, Layers = 2, Hidden = 0, Rule = FastWeightsRule.Additive },
        ["delta"] = new FastWeightsConfig { Width = 8, Heads = 2, Layers = 2, Hidden = 0, Strength = 2 },
        ["gated"] = new FastWeightsConfig { Width = 8, Heads = 2, Layers = 1, Hidden = 0, Rule = FastWeightsRule.GatedDelta },
        ["xlstm"] = new XlstmConfig { Width = 8, Heads = 2, Layers = 2 },
    };

    public static TheoryData<string> Names => [.. Configs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_times_their_factors_add_up_to_what_was_read(string name)
    {
        EpisodeTrace trace = RealTraces.Of(Configs[name], 2);
        IReadOnlyList<MatrixHead> heads = MatrixHead.Of(trace);
        Assert.Equal(name is "gated" or "xlstm" ? 2 : 4, heads.Count);
        foreach (MatrixHead head in heads)
        {
            string scope = name == "gated" || head.Name.StartsWith("layer 1", StringComparison.Ordinal) ? "layer0/" : "layer1/";
            TracedQuantity values = trace.Find(scope + "values")!, reads = trace.Find(scope + "reads")!;
            int width = head.Size.Values;
            for (int step = 0; step < RealTraces.Steps; step++)
            {
                float[] factors = head.OriginsOf(step);
                Assert.Equal(step + 1, factors.Length);
                for (int i = 0; i < width; i++)
                {
                    double sum = 0;
                    for (int written = 0; written <= step; written++)
                        sum += factors[written] * values.Row(written)[head.Place * width + i];
                    Assert.Equal(reads.Row(step)[head.Place * width + i], sum, 1e-4);
                }
            }
        }
    }

    [Fact]
    public void What_a_matrix_holds_read_by_a_query_is_what_was_read()
    {
        EpisodeTrace trace = RealTraces.Of(Configs["delta"], 2);
        MatrixHead head = MatrixHead.Of(trace)[3];
        float[,] matrix = head.MatrixAfter(6)!;
        ReadOnlySpan<float> query = trace.Find("layer1/queries")!.Row(6), read = trace.Find("layer1/reads")!.Row(6);
        for (int j = 0; j < head.Size.Values; j++)
        {
            double sum = 0;
            for (int i = 0; i < head.Size.Keys; i++)
                sum += query[head.Place * head.Size.Keys + i] * matrix[i, j];
            Assert.Equal(read[head.Place * head.Size.Values + j], sum, 1e-5);
        }
    }

    [Fact]
    public void What_the_delta_rule_takes_away_is_what_the_key_read_before()
    {
        EpisodeTrace trace = RealTraces.Of(Configs["delta"], 2);
        MatrixHead head = MatrixHead.Of(trace)[1];
        (int keys, int values) = head.Size;
        float[,] before = head.MatrixAfter(4)!, after = head.MatrixAfter(5)!;
        ReadOnlySpan<float> key = trace.Find("layer0/keys")!.Row(5).Slice(keys, keys);
        ReadOnlySpan<float> value = trace.Find("layer0/values")!.Row(5).Slice(values, values);
        ReadOnlySpan<float> erased = trace.Find("layer0/erased")!.Row(5).Slice(values, values);
        float strength = trace.Find("layer0/strengths")!.Row(5)[1];
        for (int i = 0; i < keys; i++)
            for (int j = 0; j < values; j++)
                Assert.Equal(before[i, j] + key[i] * (strength * value[j] - erased[j]), after[i, j], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_answer_is_traced_back_to_steps(string name)
    {
        EpisodeTrace trace = RealTraces.Of(Configs[name], 2);
        TraceBack back = TraceBack.Of(trace, 4, null);
        Assert.Equal(MatrixHead.Of(trace).Select(head => head.Name), back.Heads);
        Assert.All(MatrixHead.Of(trace), head => Assert.Equal(1, head.SharesOf(4).Sum(), 1e-4));
        Assert.NotEmpty(back.Reads);
        Assert.All(back.Reads, read => Assert.True(read is { Kind: ReadPlace.Step, Place: <= 4 }));
    }

    [Fact]
    public void A_picture_of_the_memory_has_each_head_and_the_matrices_of_the_step_that_was_asked_for()
    {
        EpisodeTrace trace = RealTraces.Of(Configs["xlstm"], 2).Part(0, SampleTraces.Ntm().Steps);
        string svg = MemoryPicture.Draw(trace, 3);
        Assert.Contains("layer 1 head 2, after step 3", svg, StringComparison.Ordinal);
        Assert.Contains("forget gate", svg, StringComparison.Ordinal);
        Assert.Equal(svg, MemoryPicture.Draw(trace, 3));
        Assert.NotEqual(svg, MemoryPicture.Draw(trace, 4));
        RunException refused = Assert.Throws<RunException>(() => MemoryPicture.Draw(
            RealTraces.Of(new XlstmConfig { Width = 8, Heads = 2, Layers = 1, Memories = [XlstmMemory.Scalar] }, 1)));
        Assert.Contains("cells is a sum over all steps", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_a_memory_is_told_in_words()
    {
        MatrixMoment moment = MatrixMoment.Of(RealTraces.Of(Configs["gated"], 2), 1, 3)!;
        Assert.Equal(4, moment.Factors.Count);
        Assert.Contains("head 2 after step 3: 4 numbers of a key by 4 of a value; the step read", moment.InWords(), StringComparison.Ordinal);
        Assert.Null(MatrixMoment.Of(RealTraces.Of(Configs["gated"], 2), 2, 3));
        Assert.Null(MatrixMoment.Of(SampleTraces.Ntm(), 0, 3));
    }
}
