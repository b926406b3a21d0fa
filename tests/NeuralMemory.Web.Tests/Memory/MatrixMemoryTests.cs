using NeuralMemory.Experiments;
using NeuralMemory.Reports;

namespace NeuralMemory.Web.Tests;

/// <summary>What the memory page shows of machines that keep values under keys in matrices.</summary>
public sealed class MatrixMemoryTests(TrainedRuns runs) : IClassFixture<TrainedRuns>, IDisposable
{
    private readonly MachineShelf _shelf = new(EngineCatalog.Native, TimeProvider.System);

    private MemoryReader Reader => runs.Reader(_shelf);

    [Theory]
    [InlineData("fast-weights", "layer0/strengths", "head 2")]
    [InlineData("xlstm", "layer0/gates/input", "layer 1 head 2")]
    public async Task A_matrix_its_gates_and_where_answers_come_from_are_shown(string run, string gate, string head)
    {
        MemoryState state = new() { Run = run, At = 6, Asked = 7, Head = 1 };
        Scene scene = await Reader.ReadAsync(state);
        Pane pane = Assert.Single(scene.Panes);
        Moment moment = Assert.Single(await Reader.MomentsAsync(scene, state));
        Assert.False(pane.HasMemory);
        Assert.Equal(head, pane.Matrices[1]);
        Assert.Equal((head, 6), (moment.Matrix!.Head, moment.Matrix.Step));
        Assert.Equal(7, moment.Matrix.Factors.Count);
        Assert.Equal(8, moment.Origin!.Step + 1);
        Assert.Contains(moment.Origin.Reads, read => read is { Kind: ReadPlace.Step, Place: <= 7 });
        Assert.Contains(moment.Gates, each => each.Head == head);
        Assert.Contains(scene.Clampables, clampable => clampable.Quantity == gate && clampable.Heads.Contains(head));
        Assert.Contains(pane.View.Sections, section => section.Title == head && section.Panels[0].Values.Rows == scene.Steps);
        string picture = await ScenePicture.DrawAsync(Reader, state, default);
        Assert.Contains($"Memory after step 6: {head}", picture, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fast-weights", "layer0/strengths")]
    [InlineData("xlstm", "layer0/gates/input")]
    public async Task A_gate_that_is_held_stands_beside_the_episode_as_it_was(string run, string gate)
    {
        MemoryState state = new() { Run = run, Pokes = [new ClampPoke(gate, null, 0, 3)] };
        Scene scene = await Reader.ReadAsync(state);
        Assert.Equal(["original", "poked"], scene.Panes.Select(pane => pane.Title));
        Assert.All(scene.Panes[1].Trace.Find(gate)!.Row(4).ToArray(), number => Assert.Equal(0, number, 1e-6));
        Assert.NotEqual(
            scene.Panes[0].Trace.Find(gate)!.Row(4).ToArray(), scene.Panes[1].Trace.Find(gate)!.Row(4).ToArray());
        Assert.Equal(scene.Panes[0].Trace.Find(gate)!.Row(2).ToArray(), scene.Panes[1].Trace.Find(gate)!.Row(2).ToArray());
    }

    public void Dispose() => _shelf.Dispose();
}
