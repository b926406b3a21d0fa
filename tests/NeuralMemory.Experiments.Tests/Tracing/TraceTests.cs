using System.Text.Json.Nodes;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Traces of episodes: as a file of arrays, and in memory.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Dnc = "machine={ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, "
        + "heads: { read: 2, write: 1 }, links: { kind: KIND } }";

    private readonly Lab _lab = new();

    public static TheoryData<string> Machines =>
    [
        "{ kind: ntm, controller: { kind: gru, units: 6, layers: 2 }, memory: { slots: 8, width: 4 }, heads: { read: 2, write: 2 } }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, heads: { read: 2, write: 2 }, bidirectional: true }",
        "{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 }, links: { kind: none } }",
        "{ kind: lstm, units: 5, layers: 2 }",
        .. ((IEnumerable<object[]>)SmallMachines.OfAttentionAndForerunners).Select(row => (string)row[0]),
    ];

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_array_has_named_axes_and_is_what_the_machine_computed(string machine)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        string path = _lab.In("trace.npz");
        TraceSummary summary = trained.Trace(new(), path, new() { Links = true, Episode = 3 });
        EpisodeTrace kept = trained.TraceEpisode(trained.PointsOf(new())[0], new() { Links = true, Episode = 3 });
        EpisodeRecording recording = trained.Record(new(), episode: 3);
        using NpzReader file = NpzReader.Open(path);
        foreach (string name in file.Names.Where(IsArray))
            Assert.Equal(file.Read(name).Shape.Count, file.Read($"axes/{name}").ToTexts().Distinct().Count());
        foreach (string labels in file.Names.Where(name => name.StartsWith("labels/", StringComparison.Ordinal) && name != "labels/phase"))
        {
            // Of an axis, or of the axis of one array.
            string axis = labels[(labels.LastIndexOf('/') + 1)..], array = labels["labels/".Length..^axis.Length].TrimEnd('/');
            Assert.Contains(
                file.Names.Where(name => IsArray(name) && (array.Length == 0 || name == array)),
                name => LengthOf(file, name, axis) == file.Read(labels).Shape[0]);
        }

        // The same by both ways, and the same as pictures show.
        Assert.Equal(
            kept.Quantities.Select(quantity => quantity.Name).Order(),
            file.Names.Where(name => IsArray(name) && !name.StartsWith("initial/", StringComparison.Ordinal)).Except(OfEpisode).Order());
        foreach (TracedQuantity quantity in kept.Quantities)
        {
            Assert.Equal(quantity.Values.ToArray(), file.Read(quantity.Name).ToArray<float>());
            Assert.Equal([quantity.Lead, .. quantity.Axes.Select(axis => axis.Name)], file.Read($"axes/{quantity.Name}").ToTexts());
            Assert.DoesNotContain("axis1", quantity.Axes.Select(axis => axis.Name));
        }

        Assert.Equal(recording.Outputs.Cast<float>(), file.Read("outputs").ToArray<float>());
        Assert.Equal(recording.Inputs.Cast<float>(), file.Read("inputs").ToArray<float>());
        Assert.Equal(recording.Targets.Cast<float>(), file.Read("targets").ToArray<float>());
        Assert.Equal((recording.Steps, recording.WrongAnswers, recording.ScoredAnswers), (summary.Steps, summary.Wrong, summary.Scored));
        Assert.Equal(kept.PhaseOf, file.Read("phase").ToArray<int>());
        JsonNode about = JsonNode.Parse(file.Read("about").ToTexts().Single())!;
        Assert.Equal(("small", 3, kept.Machine), ((string)about["name"]!, (int)about["episode"]!, (string)about["machine"]!));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_file_is_read_back_as_the_episode_that_it_is_of(string machine)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        trained.Trace(new(), _lab.In("trace.npz"), new() { Links = true, Episode = 3, Compressed = true });
        EpisodeTrace kept = trained.TraceEpisode(trained.PointsOf(new())[0], new() { Links = true, Episode = 3 });
        EpisodeTrace read = TraceReader.Read(_lab.In("trace.npz"));
        Assert.Equal(
            (kept.Name, kept.Machine, kept.Task, kept.Step, kept.Episode, kept.Steps, kept.ReadsAfterWriting),
            (read.Name, read.Machine, read.Task, read.Step, read.Episode, read.Steps, read.ReadsAfterWriting));
        Assert.Equal(kept.Phases, read.Phases);
        Assert.Equal(kept.PhaseOf, read.PhaseOf);
        Assert.Equivalent(kept.Inputs, read.Inputs, strict: true);
        Assert.Equivalent(kept.Targets, read.Targets, strict: true);
        Assert.Equal(kept.Recording.Outputs.Cast<float>(), read.Recording.Outputs.Cast<float>());
        Assert.Equal(kept.Recording.Mask!.Cast<bool>(), read.Recording.Mask!.Cast<bool>());
        Assert.Equal(kept.Recording.Scored, read.Recording.Scored);
        Assert.Equal(
            (kept.Recording.Task, kept.Recording.Slots, kept.Recording.WrongAnswers, kept.Recording.ScoredAnswers, kept.Recording.Unit),
            (read.Recording.Task, read.Recording.Slots, read.Recording.WrongAnswers, read.Recording.ScoredAnswers, read.Recording.Unit));
        Same(kept.Quantities, read.Quantities);
        Same([.. kept.Initial.OrderBy(state => state.Name, StringComparer.Ordinal)],
            [.. read.Initial.OrderBy(state => state.Name, StringComparer.Ordinal)]);
    }

    private static void Same(IReadOnlyList<TracedQuantity> kept, IReadOnlyList<TracedQuantity> read)
    {
        Assert.Equal(kept.Select(quantity => quantity.Name), read.Select(quantity => quantity.Name));
        foreach ((TracedQuantity one, TracedQuantity other) in kept.Zip(read))
        {
            Assert.Equal((one.Title, one.Low, one.High, one.IsDistribution, one.Lead),
                (other.Title, other.Low, other.High, other.IsDistribution, other.Lead));
            Assert.Equal(one.Axes.Select(axis => (axis.Name, axis.Length)), other.Axes.Select(axis => (axis.Name, axis.Length)));
            Assert.All(one.Axes.Zip(other.Axes).Where(axes => axes.First.Labels is not null), axes =>
                Assert.Equal(axes.First.Labels!, axes.Second.Labels!));
            Assert.Equal(one.Rows, other.Rows);
            Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
        }
    }

    [Fact]
    public void To_be_traced_changes_nothing_and_the_same_trace_gives_the_same_bytes()
    {
        _lab.Start("run", "training.steps=3");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        EpisodeRecording untraced = trained.Record(new());
        trained.Trace(new(), _lab.In("a.npz"));
        trained.Trace(new(), _lab.In("b.npz"));
        Assert.Equal(File.ReadAllBytes(_lab.In("a.npz")), File.ReadAllBytes(_lab.In("b.npz")));
        Assert.Equal(untraced.Outputs.Cast<float>(), trained.Record(new()).Outputs.Cast<float>());
    }

    [Fact]
    public void What_a_trace_says_of_the_memory_is_what_the_machine_steps_through()
    {
        _lab.Start("run", "training.steps=3");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        trained.Trace(new() { Slots = 11 }, _lab.In("a.npz"));
        using NpzReader file = NpzReader.Open(_lab.In("a.npz"));
        float[] inputs = file.Read("inputs").ToArray<float>(), memory = file.Read("memory").ToArray<float>();
        using MachineSession session = trained.Begin(new() { Slots = 11 });
        Assert.Equal(session.CopyState()["memory"].ToArray(), file.Read("initial/memory").ToArray<float>());
        int steps = (int)file.Read("inputs").Shape[0], width = inputs.Length / steps;
        for (int step = 0; step < steps; step++)
        {
            session.Step(inputs.AsSpan(step * width, width));
            Assert.Equal(session.CopyState()["memory"].ToArray(), memory.AsSpan(step * 44, 44).ToArray());
        }

        Assert.Equal([steps, 4, 11], file.Read("memory").Shape);
        Assert.Equal(["step", "width", "slot"], file.Read("axes/memory").ToTexts());
        Assert.Equal(["read head", "write head"], file.Read("labels/head").ToTexts());
        Assert.Equal(["-1", "0", "+1"], file.Read("labels/shift").ToTexts());
    }

    [Theory]
    [InlineData("{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 } }", false)]
    [InlineData("{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 }, heads: { order: write-first } }", true)]
    [InlineData("{ kind: dnc, controller: { units: 8 }, memory: { slots: 6, width: 4 } }", true)]
    [InlineData("{ kind: lstm, units: 5 }", false)]
    public void A_trace_says_whether_a_step_reads_what_it_wrote(string machine, bool readsAfterWriting)
    {
        _lab.Start("run", $"machine={machine}", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        EpisodeTrace trace = trained.TraceEpisode(trained.PointsOf(new())[0]);
        Assert.Equal(readsAfterWriting, trace.ReadsAfterWriting);
        if (trace.Find("reads") is not { } reads)
            return;
        // What was read is the memory of this step or of the step before, under the weighting.
        TracedHead reader = TracedHead.Of(trace).First(head => !head.IsWriter);
        TracedQuantity memory = trace.Find("memory")!;
        int slots = memory.Axes[1].Length, step = 3;
        float[] row = memory.Row(readsAfterWriting ? step : step - 1).ToArray(), weights = reader.WeightsAt(trace, step).ToArray();
        for (int column = 0; column < memory.Axes[0].Length; column++)
            Assert.Equal(
                Enumerable.Range(0, slots).Sum(slot => (double)weights[slot] * row[column * slots + slot]), reads.Row(step)[column], 1e-4);
    }

    [Theory]
    [InlineData("dense", "links/values", "writer slot previous_slot")]
    [InlineData("sparse", "links/values", "writer slot link")]
    public void Links_are_traced_when_asked_for(string kind, string name, string axes)
    {
        _lab.Start("run", Dnc.Replace("KIND", kind, StringComparison.Ordinal), "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        trained.Trace(new(), _lab.In("a.npz"));
        using (NpzReader without = NpzReader.Open(_lab.In("a.npz")))
        {
            Assert.False(without.Has(name));
            Assert.True(without.Has("links/forward"));
        }

        trained.Trace(new(), _lab.In("a.npz"), new() { Links = true });
        using NpzReader with = NpzReader.Open(_lab.In("a.npz"));
        Assert.Equal($"step {axes}", string.Join(' ', with.Read($"axes/{name}").ToTexts()));
        Assert.Equal(kind == "sparse", with.Has("links/slots"));
        Assert.Equal(["backward", "content", "forward"], with.Read("labels/mode").ToTexts());
    }

    [Fact]
    public void In_memory_a_window_is_kept_and_of_large_quantities_some_steps()
    {
        _lab.Start("run", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        EvaluationPoint point = trained.PointsOf(new() { Settings = ["length=20"] })[0];
        EpisodeTrace whole = trained.TraceEpisode(point);
        EpisodeTrace part = trained.TraceEpisode(point, new() { First = 5, Steps = 10, NumbersOfQuantity = 4 * 8 * 4 });
        Assert.Equal((41, 0, 10, 5), (whole.Steps, whole.First, part.Steps, part.First));
        Assert.Equal(41, part.Recording.Steps);
        TracedQuantity weights = part.Find("heads/weights")!, memory = part.Find("memory")!;
        Assert.Equal(whole.Find("heads/weights")!.Row(7).ToArray(), weights.Row(weights.Rows.ToList().IndexOf(7)).ToArray());
        Assert.Equal([5, 8, 11, 14], memory.Rows);
        Assert.Equal(whole.Find("memory")!.Row(14).ToArray(), memory.Row(3).ToArray());
        Assert.Equal(4 * 4 * 8, memory.Values.Length);
        Assert.Contains("there is no step 41; the episode has steps 0 to 40",
            Assert.Throws<InvalidInputException>(() => trained.TraceEpisode(point, new() { First = 41 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_refused()
    {
        _lab.Start("run", "training.steps=1");
        using TrainedMachine trained = TrainedMachine.Open(_lab.In("run"));
        Assert.Equal(RunProblem.Missing,
            Assert.Throws<RunException>(() => trained.Trace(new(), Path.Combine(_lab.In("nowhere"), "a.npz"))).Problem);
    }

    private static readonly string[] OfEpisode = ["inputs", "targets", "mask", "judged", "outputs", "phase"];

    private static bool IsArray(string name) => name != "about" && !name.StartsWith("axes/", StringComparison.Ordinal)
        && !name.StartsWith("labels/", StringComparison.Ordinal);

    private static long? LengthOf(NpzReader file, string name, string axis)
    {
        int place = Array.IndexOf(file.Read($"axes/{name}").ToTexts(), axis);
        return place < 0 ? null : file.Read(name).Shape[place];
    }
}
