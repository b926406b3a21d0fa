using NeuralMemory.Experiments;
using NeuralMemory.Reports;

namespace NeuralMemory.Web.Tests;

/// <summary>What a cell is, what is said of it, and what a click on it changes.</summary>
public sealed class CellTests(TrainedRuns runs) : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly MachineShelf _shelf = new(EngineCatalog.Native, TimeProvider.System);

    [Fact]
    public async Task Cells_of_channels_have_the_columns_of_the_task()
    {
        Pane pane = (await Scene()).First;
        Assert.Equal((CellKind.Input, 3), Place("0", 3));
        // The channel of the end is the fifth column of the input.
        Assert.Equal((CellKind.Input, 4), Place("1", 0));
        Assert.Equal((CellKind.Target, 2), Place("2", 2));
        Assert.Equal((CellKind.Output, 1), Place("3", 1));
        Assert.Equal((CellKind.Error, 0), Place("4", 0));
        Assert.Equal(CellKind.Row, Place("5", 0).Kind);
        Assert.Null(CellPlace.Of(pane, "0", 4, 0));
        Assert.Null(CellPlace.Of(pane, "999", 0, 0));
        Assert.Null(CellPlace.Of(pane, "paint", 0, 0));

        (CellKind Kind, int Column) Place(string panel, int row)
        {
            CellPlace place = CellPlace.Of(pane, panel, row, 0)!;
            return (place.Kind, place.Column);
        }
    }

    [Fact]
    public async Task A_cell_is_told_with_its_step_its_row_and_its_value()
    {
        MemoryState state = new() { Run = "ntm" };
        Scene scene = await runs.Reader(_shelf).ReadAsync(state);
        Moment moment = (await runs.Reader(_shelf).MomentsAsync(scene, state))[0];
        float value = scene.First.Trace.Recording.Inputs[2, 3];
        Assert.Equal($"step 2 · input · data 3: {value:0.####}", CellWords.Of(scene.First, moment, "0", 3, 2));
        Assert.Equal("step 2 · target · data 0: not asked", CellWords.Of(scene.First, moment, "2", 0, 2));
        Assert.StartsWith("slot 7, number 4: ", CellWords.Of(scene.First, moment, "memory", 4, 7), StringComparison.Ordinal);
        Assert.StartsWith("slot 7 · ", CellWords.Of(scene.First, moment, "address:0", 0, 7), StringComparison.Ordinal);
        Assert.Null(CellWords.Of(scene.First, moment, "memory", 4, 700));
        Assert.Null(CellWords.Of(scene.First, moment, "0", 3, 200));
    }

    [Fact]
    public async Task A_bit_is_flipped_and_flipped_back()
    {
        Scene scene = await Scene();
        IReadOnlyList<Poke> once = PokeDraft.Flip([], scene.First.Trace, 2, 3);
        float before = scene.First.Trace.Recording.Inputs[2, 3];
        Assert.Equal([new InputPoke(2, 3, 1 - before)], once);
        Assert.Empty(PokeDraft.Flip(once, scene.First.Trace, 2, 3));
        Assert.Equal(2, PokeDraft.Flip(once, scene.First.Trace, 2, 1).Count);
        Assert.Same(once, PokeDraft.Flip(once, scene.First.Trace, 200, 3));
    }

    [Fact]
    public async Task A_click_proposes_what_can_be_changed_there()
    {
        Scene scene = await Scene();
        (int number, InspectionPanel panel, string section)[] panels =
        [
            .. scene.First.View.Sections.SelectMany(section => section.Panels.Select(panel => (panel, section.Title)))
                .Select((each, number) => (number, each.panel, each.Title)),
        ];
        var weights = panels.First(each => each.panel.Kind == PanelKind.Weights);
        Assert.Equal(new HeadPoke("heads/weights", scene.First.Heads.First(head => head.Name == weights.section).Place, 6, 4, 4), Draft(weights.number, 6, 4));
        var gate = panels.First(each => each.panel.Name == scene.Clampables[0].Title);
        Assert.IsType<ClampPoke>(Draft(gate.number, 0, 4));
        Assert.Equal(4, Draft(gate.number, 0, 4)!.From);
        Assert.Null(Draft(2, 0, 4));

        Poke? Draft(int panel, int row, int step) => PokeDraft.Of(
            scene.First, CellPlace.Of(scene.First, $"{panel}", row, step), row, step, new() { Step = 1 }, scene.Clampables)?.Poke;
    }

    [Fact]
    public async Task A_poke_of_a_memory_cell_begins_at_what_stands_there()
    {
        MemoryState state = new() { Run = "ntm", At = 3 };
        Scene scene = await runs.Reader(_shelf).ReadAsync(state);
        Moment moment = (await runs.Reader(_shelf).MomentsAsync(scene, state))[0];
        int slots = moment.Memory!.Axes[1].Length;
        Assert.Equal(new MemoryPoke(3, 7, 4, moment.Memory.Values.Span[4 * slots + 7]), Draft(4, 7));
        Assert.NotEqual(0, ((MemoryPoke)Draft(4, 7)!).Value);
        // A browser may say anything.
        Assert.Null(Draft(4, slots));
        Assert.Null(Draft(400, 7));

        Poke? Draft(int number, int slot) => PokeDraft.Of(
            scene.First, CellPlace.Of(scene.First, "memory", number, slot), number, slot, moment, scene.Clampables)?.Poke;
    }

    public void Dispose() => _shelf.Dispose();

    private Task<Scene> Scene() => runs.Reader(_shelf).ReadAsync(new() { Run = "ntm" });
}
