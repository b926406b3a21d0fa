using System.Globalization;
using System.Xml.Linq;
using NeuralMemory.Numerics;
using NeuralMemory.Reports;
using NeuralMemory.Tasks;
using NeuralMemory.Testing;

namespace NeuralMemory.Commands.Tests;

public sealed class EpisodeSketchesTests
{
    [Fact]
    public void A_sketch_holds_all_of_an_episode_that_can_be_seen()
    {
        Episode episode = Draw("repeat-copy-dnc", 1);
        EpisodeSketch sketch = EpisodeSketches.Of(episode);
        Assert.StartsWith("repeat-copy-dnc, episode 0", sketch.Head, StringComparison.Ordinal);
        Assert.EndsWith($"{episode.Length} steps", sketch.Title, StringComparison.Ordinal);
        Assert.Equal(episode.Task.Phases, sketch.Phases.Select(phase => phase.Name));
        Assert.Equal(Enumerable.Range(0, episode.Length).Select(episode.PhaseOf), sketch.PhaseOf);
        Assert.Equal(episode.Task.Inputs.Names, sketch.Inputs.Select(channel => channel.Name));
        IEnumerable<bool[]> masks = Enumerable.Range(0, episode.Length)
            .Select(step => episode.MaskRow(step).ToArray().Select(each => each != 0).ToArray());
        Assert.Equal(masks, Enumerable.Range(0, episode.Length).Select(step => RowOf(sketch.Targets, step, channel => channel.Scored!)));
        Assert.Equal(episode.Task.Targets.Names, sketch.Targets.Select(channel => channel.Name));
        for (int step = 0; step < episode.Length; step++)
        {
            Assert.Equal(episode.InputRow(step).ToArray(), RowOf(sketch.Inputs, step, channel => channel.Values));
            Assert.Equal(episode.TargetRow(step).ToArray(), RowOf(sketch.Targets, step, channel => channel.Values));
        }

        Assert.All(sketch.Inputs, channel => Assert.Null(channel.Scored));
        Assert.Contains(true, sketch.Targets[0].Scored!.Cast<bool>());
        Assert.Contains(false, sketch.Targets[0].Scored!.Cast<bool>());
    }

    [Fact]
    public void A_symbol_has_the_columns_of_its_classes() =>
        Assert.Equal(
            Draw("graph-traversal", 1).Task.Losses.Select(loss => loss.Classes),
            EpisodeSketches.Of(Draw("graph-traversal", 1)).Targets.Select(channel => channel.Symbol));

    [Fact]
    public void Symbols_with_a_column_for_each_are_written_by_their_numbers()
    {
        Episode episode = Draw("induction-heads", 1);
        EpisodeSketch sketch = EpisodeSketches.Of(episode);
        Assert.Equal([21, 20], [sketch.Inputs[0].Symbols, sketch.Targets[0].Symbols]);
        Assert.Equal(
            Enumerable.Range(0, episode.Length).Select(step => (float)episode.InputRow(step).IndexOf(1)),
            sketch.Inputs[0].Values.Cast<float>());
        Assert.Equal([.. Enumerable.Repeat(false, episode.Length - 1), true], sketch.Targets[0].Scored!.Cast<bool>());
        Assert.Equal(
            sketch.Inputs[0].Values.Cast<float>().ToArray()[1 + Array.IndexOf([.. sketch.Inputs[0].Values.Cast<float>()], 20f)],
            sketch.Targets[0].Values[episode.Length - 1, 0]);
    }

    [Fact]
    public void Symbols_that_stand_for_words_have_them() =>
        Assert.All(EpisodeSketches.Of(Draw("phrases", 1)).Targets, channel => Assert.Contains("je", channel.Words!));

    [Theory]
    [InlineData("phrases", 1)]
    [InlineData("copy", 1)]
    [InlineData("multi-copy", 2)]
    [InlineData("repeat-copy-dnc", 1)]
    [InlineData("repeat-copy-dnc", 2)]
    [InlineData("repeat-copy-dnc", 3)]
    [InlineData("repeat-copy-binary", 2)]
    [InlineData("two-way-key-value", 2)]
    public void No_text_of_a_picture_goes_beyond_its_edge(string task, long seed)
    {
        XElement svg = XDocument.Parse(EpisodePicture.Draw(EpisodeSketches.Of(Draw(task, seed)))).Root!;
        XElement[] texts = [.. svg.Descendants().Where(each => each.Attribute("text-anchor")?.Value == "start")];
        Assert.NotEmpty(texts);
        Assert.All(texts, text =>
            Assert.InRange(Number(text, "x") + Svg.WidthOf(text.Value, Number(text, "font-size")), 0, Number(svg, "width")));
    }

    private static Episode Draw(string task, long seed) =>
        new EpisodeSampler(TaskDefinition.Load(Repository.Path("tasks", $"{task}.yaml")))
            .Draw(StreamKey.FromSeed(seed).Split("preview"), 0);

    private static T[] RowOf<T>(IReadOnlyList<ChannelSketch> channels, int step, Func<ChannelSketch, T[,]> valuesOf) =>
        [.. channels.SelectMany(channel => Enumerable.Range(0, channel.Width).Select(column => valuesOf(channel)[step, column]))];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
