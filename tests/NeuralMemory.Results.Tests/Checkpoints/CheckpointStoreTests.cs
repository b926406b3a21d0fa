namespace NeuralMemory.Results.Tests;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder["checkpoints"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checkpoint_comes_back_to_the_bit()
    {
        CheckpointStore store = new(Folder);

        store.Save(2000, Samples.Weights, Samples.Optimizer(0.25f), """{"stream":[1,2]}""");
        Checkpoint checkpoint = store.Load();

        Assert.Equal(2000, checkpoint.Step);
        Assert.Equal("""{"stream":[1,2]}""", checkpoint.State);
        Assert.All(Samples.Weights.Zip(checkpoint.Weights), pair => Assert.True(Samples.SameBits(pair.First, pair.Second)));
        Assert.Equal(Samples.Weights.Length, checkpoint.Weights.Count);
        Assert.True(Samples.SameBits(Samples.Optimizer(0.25f)[0], Assert.Single(checkpoint.Optimizer)));
    }

    [Fact]
    public void A_checkpoint_is_a_folder_of_four_files_and_nothing_else_is_left_behind()
    {
        new CheckpointStore(Folder).Save(2000, Samples.Weights, [], "{}");

        Assert.Equal(["step-00002000"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
        Assert.Equal(["manifest.json", "optimizer.safetensors", "state.json", "weights.safetensors"],
            Directory.GetFiles(Path.Combine(Folder, "step-00002000")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Equal_checkpoints_have_equal_bytes()
    {
        new CheckpointStore(Folder).Save(1, Samples.Weights, Samples.Optimizer(1), "{}");
        new CheckpointStore(_folder["other"]).Save(1, Samples.Weights, Samples.Optimizer(1), "{}");

        foreach (string file in Directory.GetFiles(Path.Combine(Folder, "step-00000001")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_folder["other", "step-00000001", Path.GetFileName(file)]));
    }

    [Fact]
    public void The_latest_is_the_highest_step_beyond_eight_digits_too()
    {
        CheckpointStore store = new(Folder);
        foreach (long step in new[] { 99_999_999L, 100_000_000, 5 })
            store.Save(step, [], [], "{}");

        Assert.Equal([5, 99_999_999, 100_000_000], store.List());
        Assert.Equal(100_000_000, store.Latest());
        Assert.Equal(100_000_000, store.Load().Step);
        Assert.Equal(5, store.Load(5).Step);
    }

    [Fact]
    public void Without_a_folder_there_is_no_checkpoint()
    {
        CheckpointStore store = new(Folder);

        Assert.Empty(store.List());
        Assert.Null(store.Latest());
        Assert.Equal($"there is no checkpoint in '{Folder}'", Samples.Fails(() => store.Load()).Message);
    }

    [Fact]
    public void An_unknown_step_is_answered_with_the_known_ones()
    {
        CheckpointStore store = new(Folder);
        store.Save(1000, [], [], "{}");
        store.Save(2000, [], [], "{}");

        RunException problem = Samples.Fails(() => store.Load(1500));

        Assert.Equal(RunProblem.Missing, problem.Problem);
        Assert.Equal($"there is no checkpoint of step 1500 in '{Folder}'; there are 1000, 2000", problem.Message);
    }

    [Fact]
    public void Saving_a_step_again_replaces_it()
    {
        CheckpointStore store = new(Folder);
        store.Save(7, Samples.Weights, Samples.Optimizer(1), "1");
        store.Save(7, Samples.Weights, Samples.Optimizer(2), "2");

        Assert.Equal("2", store.Load().State);
        Assert.Equal(["step-00000007"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Only_the_latest_and_the_best_are_kept()
    {
        CheckpointStore store = new(Folder, keep: 2);
        store.Save(1, [], [], "{}");
        store.Save(2, [], [], "{}");
        store.MarkBest(2);
        foreach (long step in new[] { 3, 4, 5 })
            store.Save(step, [], [], "{}");

        Assert.Equal([2, 4, 5], store.List());
        Assert.Equal(2, store.Best());
    }

    [Fact]
    public void Reading_while_a_run_saves_and_deletes_finds_a_whole_checkpoint_every_time()
    {
        CheckpointStore store = new(Folder, keep: 1);
        store.Save(0, Samples.Weights, [], "0");
        Thread writer = new(() =>
        {
            for (int step = 1; step <= 100; step++)
                store.Save(step, Samples.Weights, [], $"{step}");
        });
        writer.Start();

        try
        {
            CheckpointStore reader = new(Folder);
            long last = 0;
            while (last < 100)
            {
                Checkpoint checkpoint = reader.Load();
                Assert.Equal($"{checkpoint.Step}", checkpoint.State);
                Assert.True(checkpoint.Step >= last);
                last = checkpoint.Step;
            }
        }
        finally
        {
            // Its folder must not be taken from under it.
            writer.Join();
        }
    }

    [Fact]
    public void None_may_be_the_best_any_more()
    {
        CheckpointStore store = new(Folder);
        store.MarkBest(null);
        Assert.Null(store.Best());
        store.Save(2, Samples.Weights, [], "{}");
        store.MarkBest(2);
        store.MarkBest(null);
        Assert.Null(store.Best());
        Assert.Equal([2], store.List());
    }

    [Fact]
    public void The_best_must_exist() =>
        Assert.Equal($"there is no checkpoint of step 3 in '{Folder}'",
            Samples.Fails(() => new CheckpointStore(Folder).MarkBest(3)).Message);

    [Fact]
    public void Going_back_deletes_the_checkpoints_after()
    {
        CheckpointStore store = new(Folder);
        foreach (long step in new[] { 1, 2, 3 })
            store.Save(step, [], [], "{}");
        store.MarkBest(3);

        store.DeleteAfter(1);

        Assert.Equal([1], store.List());
        Assert.Null(store.Best());
    }
}
