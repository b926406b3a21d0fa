using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web.Tests;

/// <summary>What the memory page reads out of machines.</summary>
public sealed class MemoryReaderTests(TrainedRuns runs) : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly MachineShelf _shelf = new(EngineCatalog.Native, TimeProvider.System);

    private MemoryReader Reader => runs.Reader(_shelf);

    [Theory]
    [InlineData("ntm", true, 2, 0)]
    [InlineData("dnc", true, 3, 0)]
    [InlineData("transformer", false, 0, 1)]
    [InlineData("lstm", false, 0, 0)]
    public async Task A_machine_shows_what_it_has(string run, bool hasMemory, int heads, int alignments)
    {
        MemoryState state = new() { Run = run, Asked = 7 };
        Scene scene = await Reader.ReadAsync(state);
        Moment moment = Assert.Single(await Reader.MomentsAsync(scene, state));
        Assert.Equal(11, scene.Steps);
        Assert.Equal(5, moment.Step);
        Assert.Equal([10, 20], scene.Checkpoints);
        Pane pane = Assert.Single(scene.Panes);
        Assert.Equal(hasMemory, pane.HasMemory);
        Assert.Equal(heads, pane.Heads.Count);
        Assert.Equal(alignments, pane.Alignments.Count);
        Assert.Equal(hasMemory, moment.Memory is not null);
        Assert.Equal(hasMemory, moment.Writers is not null);
        Assert.Equal(hasMemory, moment.Address is not null);
        Assert.Equal(run == "dnc", moment.Links is not null);
        Assert.Equal(7, moment.Origin!.Step);
        Assert.Equal(hasMemory, scene.Clampables.Count > 0);
    }

    /// <summary>What a machine holds is added up when nobody adds to it.</summary>
    [Fact]
    public async Task Many_may_look_at_one_machine_at_a_time()
    {
        MemoryReader reader = Reader;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(
            i => Task.Run(() => reader.ReadAsync(new() { Run = "ntm", Episode = i % 7 }))));
    }

    [Fact]
    public async Task Nothing_changed_is_the_same_and_something_changed_stands_beside_it()
    {
        MemoryState state = new() { Run = "ntm", Pokes = [new InputPoke(1, 2, 0.5f)] };
        Scene scene = await Reader.ReadAsync(state);
        Assert.Equal(["original", "poked"], scene.Panes.Select(pane => pane.Title));
        Assert.Equal(0.5f, scene.Panes[1].Trace.Recording.Inputs[1, 2]);
        Assert.NotEqual(0.5f, scene.Panes[0].Trace.Recording.Inputs[1, 2]);
        Assert.Contains(scene.Panes[1].View.Sections, section => section.Title == Pane.OtherTitle);
        // From the poke on numbers differ, and before it none does.
        InspectionPanel moved = scene.Panes[1].View.Sections[1].Panels.First(panel => panel.Kind == PanelKind.Bars);
        Assert.Equal(0, moved.Values[0, 0]);
        Assert.Contains(Enumerable.Range(1, 10), step => moved.Values[step, 0] > 0);
    }

    [Fact]
    public async Task Another_checkpoint_goes_through_the_same_episode()
    {
        MemoryState state = new() { Run = "ntm", Episode = 3, Settings = ["length=4"], With = "ntm", WithCheckpoint = new(10) };
        Scene scene = await Reader.ReadAsync(state);
        Assert.Equal("step 10", scene.Panes[1].Title);
        Assert.Equal(scene.First.Trace.Recording.Inputs, scene.Panes[1].Trace.Recording.Inputs);
        Assert.NotEqual(scene.First.Trace.Recording.Outputs, scene.Panes[1].Trace.Recording.Outputs);
    }

    [Fact]
    public async Task A_machine_of_another_kind_goes_through_it_too()
    {
        MemoryState state = new() { Run = "ntm", Slots = 30, With = "transformer" };
        Scene scene = await Reader.ReadAsync(state);
        Assert.Equal(30, scene.First.Slots);
        Assert.Null(scene.Panes[1].Slots);
        Assert.Equal(scene.First.Trace.Recording.Inputs, scene.Panes[1].Trace.Recording.Inputs);
        Assert.Equal(2, (await Reader.MomentsAsync(scene, state)).Count);
    }

    [Fact]
    public async Task A_long_episode_is_windowed()
    {
        MemoryState state = new() { Run = "ntm", Settings = ["length=400"], At = 700 };
        Scene scene = await Reader.ReadAsync(state);
        Assert.Equal(801, scene.Steps);
        Assert.Equal(Window.Around(700, 801), scene.Window);
        Assert.Equal(scene.Window.Steps, scene.First.View.Steps);
        Assert.Equal(801, scene.Strip!.Steps);
        Assert.Equal(700, (await Reader.MomentsAsync(scene, state))[0].Step);
    }

    [Theory]
    [InlineData("memory?run=nothing", "no run")]
    [InlineData("memory?run=../elsewhere", "not the name of a run")]
    [InlineData("memory?run=ntm&checkpoint=7", "no checkpoint of step 7")]
    [InlineData("memory?run=ntm&set=lenght=3", "length")]
    [InlineData("memory?run=ntm&poke=memory:1:99:0=1", "slot")]
    [InlineData("memory?run=lstm&poke=clamp:heads/gates=0", "heads")]
    [InlineData("memory?run=ntm&with=gone", "no run")]
    public async Task What_cannot_be_shown_is_a_sentence(string address, string words)
    {
        Exception? exception = await Record.ExceptionAsync(() => Reader.ReadAsync(MemoryAddress.Read(new Uri("http://x/" + address).Query, [])));
        Assert.True(exception is RunException or InvalidInputException, exception?.ToString());
        string sentence = ProblemWords.Of(exception!, runs.Folder)!;
        Assert.Contains(words, sentence, StringComparison.Ordinal);
        Assert.True(sentence[^1] is '.' or '?', sentence);
        Assert.DoesNotContain(runs.Path, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_machines_than_stay_open_still_answer()
    {
        MemoryState[] states =
        [
            .. from run in (string[])["ntm", "dnc", "transformer", "lstm"]
               from step in (long[])[10, 20]
               select new MemoryState { Run = run, Checkpoint = new(step) },
        ];
        Scene[] scenes = await Task.WhenAll(states.Select(state => Reader.ReadAsync(state)));
        foreach ((MemoryState state, Scene scene) in states.Zip(scenes))
            Assert.Equal(5, (await Reader.MomentsAsync(scene, state))[0].Step);
    }

    [Fact]
    public async Task A_picture_has_all_that_is_seen_and_the_same_bytes_each_time()
    {
        MemoryState state = new() { Run = "dnc", At = 7, Asked = 7, ByWriter = true, Pokes = [new ClampPoke("write/gates", 0, 0)] };
        string svg = await ScenePicture.DrawAsync(Reader, state, default);
        Assert.Equal(svg, await ScenePicture.DrawAsync(Reader, state, default));
        System.Xml.Linq.XElement root = System.Xml.Linq.XDocument.Parse(svg).Root!;
        string[] kinds = [.. root.Descendants().Select(part => (string?)part.Attribute("class") ?? "").Where(kind => kind.Contains("step-picture"))];
        foreach (string kind in (string[])["memory-matrix", "trace-back", "address", "links"])
            Assert.Equal(2, kinds.Count(each => each.Contains(kind, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_clamp_is_measured_over_many_episodes_and_nothing_is_written()
    {
        using ClampTrials trials = new(EngineCatalog.Native);
        MemoryState state = new() { Run = "ntm" };
        Scene scene = await Reader.ReadAsync(state);
        string folder = System.IO.Path.Combine(runs.Path, "ntm");
        string[] before = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        double done = 0;
        ClampTrial trial = await trials.RunAsync(scene.First.Machine, state, [new ClampPoke("heads/gates", null, 0)], 60, share => done = share, default);
        Assert.Equal(60, trial.Episodes);
        Assert.NotEqual(trial.Own, trial.Held);
        Assert.Equal(1, done);
        Assert.Equal(before, Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.Equal(
            $"neuralmemory eval '{folder}' --clamp heads/gates=0 --episodes 60".Replace("'", folder.Any(letter => letter == ' ') ? "'" : "", StringComparison.Ordinal),
            TrialCommand.Of(state, [new ClampPoke("heads/gates", null, 0)], scene, 60));
    }

    public void Dispose() => _shelf.Dispose();
}
