using System.Xml.Linq;
using NeuralMemory.Results;

namespace NeuralMemory.Reports.Tests;

public sealed class RecallPictureTests
{
    [Fact]
    public void Is_well_formed_and_the_same_each_time()
    {
        EpisodeRecording recording = Recording(wrongAt: null);
        string svg = RecallPicture.Draw(recording, "a < b & c");
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.Contains("a &lt; b &amp; c", svg, StringComparison.Ordinal);
        Assert.Equal(svg, RecallPicture.Draw(Recording(wrongAt: null), "a < b & c"));
    }

    [Fact]
    public void Says_and_shows_how_many_bits_are_wrong()
    {
        Assert.Contains("0 of 4 bits wrong", RecallPicture.Draw(Recording(wrongAt: null), "t"), StringComparison.Ordinal);
        string svg = RecallPicture.Draw(Recording(wrongAt: 2), "t");
        Assert.Contains("1 of 4 bits wrong", svg, StringComparison.Ordinal);
        Assert.Contains("#d62728", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_do_not_count_are_never_wrong()
    {
        EpisodeRecording recording = Recording(wrongAt: 0);
        Assert.Equal(0, recording.WrongAnswers);
    }

    [Fact]
    public void A_machine_without_memory_has_no_panel_of_heads()
    {
        string svg = RecallPicture.Draw(Recording(wrongAt: null) with { Heads = [], Slots = null }, "t");
        Assert.DoesNotContain("slot 0", svg, StringComparison.Ordinal);
    }

    /// <summary>
    /// Four steps of two channels; the last two count; at <paramref name="wrongAt"/> the first channel is answered wrongly.
    /// </summary>
    private static EpisodeRecording Recording(int? wrongAt)
    {
        float[,] targets = { { 0, 0 }, { 0, 0 }, { 1, 0 }, { 0, 1 } }, outputs = (float[,])targets.Clone();
        if (wrongAt is { } step)
            outputs[step, 0] = 1 - outputs[step, 0];
        return new EpisodeRecording
        {
            Task = "copy",
            Slots = 8,
            Inputs = targets,
            Targets = targets,
            Outputs = outputs,
            Scored = [false, false, true, true],
            Heads = [new("read 1", [0, 1, 2, 3], [1, 0.5f, 1, 1]), new("write 1", [0, 1, 2, 3], [1, 1, 1, 0])],
        };
    }
}
