using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>Reads what the memory page shows out of open machines. Thread-safe.</summary>
/// <param name="shelf">The machines.</param>
/// <param name="folder">Where runs are.</param>
public sealed class MemoryReader(MachineShelf shelf, ServedFolder folder)
{
    /// <summary>The strip of an episode has a row of slots of each head; for more than so many it has no room.</summary>
    private const int MostStripSlots = 1 << 13;

    /// <summary>What pages show now: two tabs of one window, or a page that is written before its tab is connected, share it.</summary>
    private readonly SharedPanes _shared = new();

    /// <summary>Reads a scene.</summary>
    /// <param name="state">What is asked for.</param>
    /// <param name="token">Asks not to begin.</param>
    /// <exception cref="RunException">There is no such run or checkpoint, or it is damaged.</exception>
    /// <exception cref="InvalidInputException">A setting or a poke is wrong, or the second machine has another task.</exception>
    /// <exception cref="NeuralMemory.Autodiff.EngineException">The engine cannot work here.</exception>
    public async Task<Scene> ReadAsync(MemoryState state, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        string directory = folder.PathOf(state.Run);
        MachineKey key = MachineShelf.Find(directory, state.Checkpoint);
        (Scene scene, EvaluationPoint point) = await shelf.UseAsync(key, machine => Own(machine, state, key), token).ConfigureAwait(false);
        if (state.With is not { } other)
            return scene;
        MachineKey second = MachineShelf.Find(folder.PathOf(other), state.WithCheckpoint);
        (Pane pane, IReadOnlyList<string> leftOut) = await shelf.UseAsync(
            second, machine => (Beside(machine, state, second, scene, point), LeftOut(machine, state, "The machine beside it")), token)
            .ConfigureAwait(false);
        return scene with { Panes = [.. scene.Panes, pane], LeftOut = [.. scene.LeftOut, .. leftOut] };
    }

    /// <summary>Reads what a step shows, for each pane of a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="state">What is shown; its step is in the scene's window.</param>
    /// <param name="token">Asks not to begin.</param>
    public async Task<IReadOnlyList<Moment>> MomentsAsync(Scene scene, MemoryState state, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        int step = scene.StepOf(state);
        var moments = new Moment[scene.Panes.Count];
        for (int i = 0; i < moments.Length; i++)
        {
            Pane pane = scene.Panes[i];
            moments[i] = await shelf.UseAsync(
                pane.Machine, machine => MomentReader.Read(machine.LabOf(pane.Episode), pane, state, step), token).ConfigureAwait(false);
        }

        return moments;
    }

    /// <summary>The names of all runs, by name.</summary>
    public IReadOnlyList<string> RunNames() => [.. RunLister.FindPaths(folder.Path).Select(folder.NameOf)];

    /// <summary>The steps of a run's checkpoints; none where it has none, or is gone.</summary>
    /// <param name="run">The run's name.</param>
    public IReadOnlyList<long> CheckpointsOf(string run)
    {
        try
        {
            using RunDirectory opened = RunDirectory.Open(folder.PathOf(run));
            return opened.Checkpoints().List();
        }
        catch (RunException)
        {
            return [];
        }
    }

    /// <summary>The step of the latest checkpoint of a run now; null where it has none, or is gone.</summary>
    /// <param name="run">The run's name.</param>
    public long? LatestOf(string run)
    {
        try
        {
            return MachineShelf.Find(folder.PathOf(run), CheckpointChoice.Latest).Step;
        }
        catch (RunException)
        {
            return null;
        }
    }

    private (Scene Scene, EvaluationPoint Point) Own(OpenMachine machine, MemoryState state, MachineKey key)
    {
        EvaluationPoint point = machine.PointOf(state);
        long episode = state.Episode ?? ShownEpisode.Of(point);
        EpisodeLab original = machine.LabOf(new(state, point, episode, []));
        int steps = original.Steps;
        Window window = Window.Around(Math.Clamp(state.At ?? steps / 2, 0, steps - 1), steps);
        string shown = $"{MemoryAddress.Write(state.WithoutView() with { With = null })} {key} {episode} {window}";
        IReadOnlyList<Pane> panes = _shared.Find(shown) ?? _shared.Add(shown, PanesOf(machine, state, key, point, original, window));
        using RunDirectory run = RunDirectory.Open(key.Directory);
        CheckpointStore store = run.Checkpoints();
        IReadOnlyList<long> checkpoints = store.List();
        Scene scene = new()
        {
            State = state,
            Panes = panes,
            Steps = steps,
            Window = window,
            Strip = window.Steps < steps ? StripOf(original) : null,
            Latest = checkpoints.Count > 0 ? checkpoints[^1] : key.Step,
            Checkpoints = checkpoints,
            Best = store.Best(),
            Parameters =
            [
                .. point.Task.Parameters.Where(parameter => parameter.Scope == Tasks.DrawScope.Sequence)
                    .Select(parameter => new SceneParameter(parameter.Name, parameter.Range.ToString())),
            ],
            LeftOut = LeftOut(machine, state, "This machine"),
            Clampables = Clamping.Of(machine.Machine.Machine.Config, panes[0].Trace),
        };
        return (scene, point);
    }

    private static IReadOnlyList<Pane> PanesOf(
        OpenMachine machine, MemoryState state, MachineKey key, EvaluationPoint point, EpisodeLab original, Window window)
    {
        List<EpisodeTrace> traces = [original.Window(window.First, window.Steps)];
        List<EpisodeKey> keys = [new(state, point, original.Episode, [])];
        if (state.Pokes.Count > 0)
        {
            keys.Add(new(state, point, original.Episode, state.Pokes));
            traces.Add(machine.LabOf(keys[1]).Window(window.First, window.Steps));
        }

        IReadOnlyList<InspectionView> views = InspectionView.Of(traces);
        return
        [
            .. traces.Select((trace, i) =>
                PaneOf(i == 0 ? "original" : "poked", key, keys[i], trace, views[i], i == 0 ? null : traces[0])),
        ];
    }

    private static Pane Beside(OpenMachine machine, MemoryState state, MachineKey key, Scene scene, EvaluationPoint point)
    {
        Tasks.TaskDefinition own = machine.Machine.Experiment.Task;
        if (own.Inputs.Width != point.Task.Inputs.Width || own.Targets.Width != point.Task.Targets.Width)
            throw new InvalidInputException(SourceMark.WholeFile("with"), $"the machine of '{state.With}' was trained for the task "
                + $"'{own.Name}', and this episode is one of '{point.Task.Name}'; expected a run of the same task");
        EpisodeKey episode = new(state, point with { Slots = machine.HasMemory ? point.Slots : null }, scene.First.Episode.Episode, []);
        EpisodeTrace trace = machine.LabOf(episode).Window(scene.Window.First, scene.Window.Steps);
        return PaneOf(TitleOf(state, key, scene), key, episode, trace, InspectionView.Of([scene.First.Trace, trace])[1], scene.First.Trace);
    }

    private static IReadOnlyList<string> LeftOut(OpenMachine machine, MemoryState state, string which) =>
        state.Slots is { } slots && !machine.HasMemory
            ? [string.Create(CultureInfo.InvariantCulture, $"{which} has no memory of slots: ‘slots={slots}’ changes nothing for it.")]
            : [];

    private static string TitleOf(MemoryState state, MachineKey key, Scene scene) => key.Directory == scene.First.Machine.Directory
        ? string.Create(CultureInfo.InvariantCulture, $"step {key.Step:N0}")
        : state.With is "" ? "the other run" : state.With!;

    private static Pane PaneOf(
        string title, MachineKey machine, EpisodeKey episode, EpisodeTrace trace, InspectionView view, EpisodeTrace? original)
    {
        Differences? differences = original is null ? null : Differences.Of(original, trace);
        return new()
        {
            Title = title,
            Machine = machine,
            Episode = episode,
            // The memory of a step is asked for by itself; that of the whole window is large.
            Trace = trace with { Quantities = [.. trace.Quantities.Where(quantity => quantity.Name != "memory")] },
            View = view with
            {
                Sections =
                [
                    view.Sections[0],
                    .. differences is null ? (InspectionSection[])[] : [new(Pane.OtherTitle, differences.Panels)],
                    .. view.Sections.Skip(1).Select(InOrder),
                ],
            },
            Differences = differences,
            Inner = view.Sections.Skip(1).Select(section => section.Title).ToHashSet(),
            MostOfMemory = trace.Find("memory") is { } memory ? MostOf(memory) : null,
            Heads = TracedHead.Of(trace),
            Matrices = [.. MatrixHead.Of(trace).Select(head => head.Name)],
            Alignments = Pane.AlignmentsOf(trace),
        };
    }

    /// <summary>First where a head looks, then what it was told in single numbers, then what that is made of, and vectors last.</summary>
    private static InspectionSection InOrder(InspectionSection section) => section with
    {
        Panels =
        [
            .. section.Panels.OrderBy(panel => panel.Kind switch
            {
                PanelKind.Weights => 0,
                PanelKind.Bars or PanelKind.Named => 1,
                PanelKind.Slots => 2,
                _ => 3,
            }),
        ],
    };

    private static EpisodeStrip StripOf(EpisodeLab lab)
    {
        IReadOnlyList<HeadOverview> heads = lab.Overview.Heads;
        int slots = lab.Recording.Slots ?? 1;
        // Of a memory that no strip has room for, the slots that heads come to.
        if (slots > MostStripSlots)
            slots = heads.SelectMany(head => head.Slots).DefaultIfEmpty().Max() + 1;
        return EpisodeStrip.Of(lab.Outline) with
        {
            Heads = [.. heads.Select(head => new StripHead(head.Head.Name, slots, head.Slots))],
        };
    }

    /// <summary>The greatest amount among the rows that a trace keeps, rounded up to two digits.</summary>
    private static double MostOf(TracedQuantity memory)
    {
        double most = 0;
        foreach (float value in memory.Values.Span)
            most = Math.Max(most, Math.Abs(value));
        if (most == 0)
            return 1;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(most)) - 1);
        return Math.Ceiling(most / unit) * unit;
    }
}
