using System.Globalization;
using System.Text.Json.Nodes;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class InspectionDataTests
{
    [Fact]
    public void Numbers_are_read_back_from_their_levels()
    {
        EpisodeTrace trace = SampleTraces.Ntm();
        JsonNode data = JsonNode.Parse(InspectionData.Write(trace))!;
        Assert.Equal((2, 5, 0), ((int)data["form"]!, (int)data["steps"]!, (int)data["first"]!));
        Assert.Equal(["", "write head", "read head"], data["sections"]!.AsArray().Select(section => (string)section!["title"]!));
        JsonNode weighting = Panel(data, 1, "weighting");
        Assert.Equal(("weights", "slot", "root", 8), (
            (string)weighting["kind"]!, (string)weighting["row_name"]!, (string)weighting["curve"]!, (int)weighting["rows"]!));
        double[] weights = [.. Values(weighting)];
        TracedQuantity quantity = trace.Find("heads/weights")!;
        for (int step = 0; step < 5; step++)
            for (int slot = 0; slot < 8; slot++)
                Assert.Equal(quantity.Row(step)[8 + slot], weights[step * 8 + slot], 0.005);
        Assert.Equal(["-1", "0", "+1"], Panel(data, 1, "shift")["row_labels"]!.AsArray().Select(label => (string)label!));
        Assert.Equal(0.5, Values(Panel(data, 1, "add vector")).ElementAt(3 * 3), 0.02);
    }

    [Fact]
    public void The_memory_is_there_before_and_after_each_step()
    {
        JsonNode memory = JsonNode.Parse(InspectionData.Write(SampleTraces.Ntm()))!["memory"]!;
        Assert.Equal((8, 3, 1), ((int)memory["rows"]!, (int)memory["columns"]!, (int)memory["group"]!));
        Assert.Equal([0, 1, 2, 3, 4], memory["steps"]!.AsArray().Select(step => (int)step!));
        Assert.All(Convert.FromBase64String((string)memory["before"]!), level => Assert.Equal(128, level));
        byte[] levels = Convert.FromBase64String((string)memory["levels"]!);
        Assert.Equal(5 * 8 * 3, levels.Length);
        // Slot 1, number 2, after step 4: (2 * 8 + 1) * 0.1 - 1.
        double low = (double)memory["low"]!, high = (double)memory["high"]!;
        Assert.Equal(0.7, low + levels[(4 * 8 + 1) * 3 + 2] / 255.0 * (high - low), 0.02);
    }

    [Fact]
    public void Symbols_are_their_numbers_and_what_is_wrong_is_marked()
    {
        JsonNode data = JsonNode.Parse(InspectionData.Write(SampleTraces.Decoder()))!;
        JsonNode output = Panel(data, 0, "output · german");
        Assert.Equal([1, 3, 0], output["numbers"]!.AsArray().Select(number => (int)number!));
        Assert.Equal([0, 1, 0], Convert.FromBase64String((string)output["wrong"]!));
        Assert.Equal("Haus & Hof", (string)output["words"]![3]!);
        Assert.Null(data["memory"]);
    }

    [Fact]
    public void Nothing_in_it_ends_a_script() =>
        Assert.DoesNotContain('<', InspectionData.Write(SampleTraces.Decoder() with { Name = "</script>" }));

    [Fact]
    public void The_numbers_behind_a_picture_are_one_a_line()
    {
        using StringWriter text = new();
        InspectionCsv.Write(text, [InspectionView.Of(SampleTraces.Ntm(sure: 1))]);
        string[] lines = text.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal("training_step,section,panel,step,row,row_name,value", lines[0]);
        Assert.Contains("1000,episode,input · data,0,2,input · data,1", lines);
        Assert.Contains("1000,write head,weighting,2,2,slot 2,1", lines);
        Assert.Contains("1000,read head,shift,1,1,0,0.8", lines);
        Assert.Contains("1000,matrix,memory after step 4,2,1,slot 1,0.7", lines);
        // Neither weights of nothing nor targets that nobody asked for.
        Assert.Equal(10, lines.Count(line => line.Contains(",weighting,", StringComparison.Ordinal)));
        Assert.Equal(6, lines.Count(line => line.Contains(",target · data,", StringComparison.Ordinal)));
        Assert.All(lines.Skip(1), line => Assert.True(
            double.TryParse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void The_numbers_behind_a_long_episode_are_fewer_and_its_greatest_weights_are_among_them()
    {
        const int steps = 1000, slots = 1024;
        EpisodeTrace large = SampleTraces.Long(steps,
            SampleTraces.Shares("heads/weights", "weighting", steps, (t, i) => i == 777 && t == 501 ? 0.9f : 1e-4f,
                new TracedAxis("head", 1, ["read head"]), new TracedAxis("slot", slots)));
        using StringWriter text = new();
        InspectionCsv.Write(text, [InspectionView.Of(large)]);
        string[] weights = [.. text.ToString().Split('\n').Where(line => line.Contains(",weighting,", StringComparison.Ordinal))];
        Assert.Equal(250 * 128, weights.Length);
        // Of steps 500 to 503 and slots 776 to 783.
        Assert.Equal(
            "1000,read head,weighting,500,776,slot 776,0.9",
            Assert.Single(weights, line => line.EndsWith(",0.9", StringComparison.Ordinal)));
    }

    private static JsonNode Panel(JsonNode data, int section, string name) =>
        data["sections"]![section]!["panels"]!.AsArray().Single(panel => (string)panel!["name"]! == name)!;

    private static IEnumerable<double> Values(JsonNode panel)
    {
        double low = (double)panel["low"]!, high = (double)panel["high"]!;
        return Convert.FromBase64String((string)panel["levels"]!).Select(level => level / 255.0)
            .Select(share => low + ((string)panel["curve"]! == "root" ? share * share : share) * (high - low));
    }
}
