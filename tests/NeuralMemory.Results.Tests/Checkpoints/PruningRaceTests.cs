namespace NeuralMemory.Results.Tests;

/// <summary>Who reads a checkpoint of a run that is training never reads one that the run just deletes or replaces.</summary>
public sealed class PruningRaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CheckpointStore _store;
    private bool _isDone;

    public PruningRaceTests() => _store = new(Path.Combine(_folder.Path, "checkpoints"), keep: 1);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("weights.safetensors")]
    [InlineData("state.json")]
    public void The_best_that_is_deleted_between_its_mark_and_its_reading_is_read_anew(string file)
    {
        Save(1);
        _store.MarkBest(1);
        Assert.Equal("2", Meanwhile(file, MakeSecondBest, () => _store.LoadBest()!).State);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("weights.safetensors")]
    [InlineData("state.json")]
    public void The_latest_that_is_deleted_between_the_listing_and_its_reading_is_read_anew(string file)
    {
        Save(1);
        Assert.Equal("2", Meanwhile(file, () => Save(2), () => _store.Load()).State);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("state.json")]
    public void One_that_is_replaced_while_it_is_read_is_not_said_to_be_damaged(string file)
    {
        Save(1, "old");
        Assert.Equal("a newer one", Meanwhile(file, () => Save(1, "a newer one"), () => _store.Load(1)).State);
    }

    [Fact]
    public void One_that_was_asked_for_and_is_deleted_is_not_there_and_the_message_names_those_that_are()
    {
        Save(1);
        RunException exception = Assert.Throws<RunException>(() => Meanwhile("manifest.json", () => Save(2), () => _store.Load(1)));
        Assert.Equal(RunProblem.Missing, exception.Problem);
        Assert.EndsWith("there are 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_just_being_replaced_is_there_all_the_time()
    {
        Save(1, "old");
        List<string> seen = [];
        bool isLooking = false;
        using (new DiskProbe((call, _) =>
        {
            if (isLooking || call == DiskCall.OpenToRead)
                return;
            isLooking = true;
            Assert.Equal([1L], _store.List());
            seen.Add(_store.Load().State);
            isLooking = false;
        }))
            Save(1, "new");
        Assert.Equal(["old", "new"], seen.Distinct());
    }

    [Fact]
    public void A_mark_never_names_one_that_is_not_there()
    {
        CheckpointStore all = new(Path.Combine(_folder.Path, "checkpoints"));
        foreach (long step in (long[])[1, 2, 3])
            all.Save(step, Samples.Weights, [], "{}");
        all.MarkBest(3);
        using (new DiskProbe((_, _) => Assert.True(all.Best() is not { } best || all.List().Contains(best))))
            all.DeleteAfter(1);
        Assert.Equal([1L], all.List());
        Assert.Null(all.Best());
    }

    private void Save(long step, string? state = null) => _store.Save(step, Samples.Weights, [], state ?? $"{step}");

    private void MakeSecondBest()
    {
        Save(2);
        _store.MarkBest(2);
        Save(3);
    }

    /// <summary>Reads while something happens before a file is opened.</summary>
    private Checkpoint Meanwhile(string file, Action action, Func<Checkpoint> read)
    {
        using DiskProbe probe = new((call, path) =>
        {
            if (_isDone || call != DiskCall.OpenToRead || Path.GetFileName(path) != file)
                return;
            _isDone = true;
            action();
        });
        Checkpoint checkpoint = read();
        Assert.True(_isDone);
        return checkpoint;
    }
}
