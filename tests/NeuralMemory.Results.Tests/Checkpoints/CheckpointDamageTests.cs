namespace NeuralMemory.Results.Tests;

public sealed class CheckpointDamageTests : IDisposable
{
    private static readonly string[] Files = ["weights.safetensors", "optimizer.safetensors", "state.json", "manifest.json"];
    private readonly TemporaryFolder _folder = new();
    private readonly CheckpointStore _store;

    public CheckpointDamageTests()
    {
        _store = new(_folder["checkpoints"]);
        _store.Save(2000, Samples.Weights, Samples.Optimizer(0.5f), """{"stream":[1,2]}""");
    }

    public static TheoryData<string> EveryFile => [.. Files];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Truncation_at_every_byte_is_detected(string file)
    {
        string path = PathOf(2000, file);
        byte[] intact = File.ReadAllBytes(path);
        for (int length = 0; length < intact.Length; length++)
        {
            File.WriteAllBytes(path, intact[..length]);
            AssertDamaged(file);
        }
    }

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void A_flip_in_every_byte_is_detected(string file)
    {
        string path = PathOf(2000, file);
        byte[] intact = File.ReadAllBytes(path);
        foreach (byte[] bytes in Samples.Flipped(intact))
        {
            File.WriteAllBytes(path, bytes);
            AssertDamaged(file);
        }

        File.WriteAllBytes(path, intact);
        Assert.Equal(2000, _store.Load().Step);
    }

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void Anything_appended_is_detected(string file)
    {
        File.AppendAllText(PathOf(2000, file), " ");

        AssertDamaged(file);
    }

    [Theory]
    [MemberData(nameof(EveryFile))]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(PathOf(2000, file));

        Assert.Equal($"checkpoint '{PathOf(2000)}' is damaged: {file} is missing; there is no intact one before it",
            Samples.Fails(() => _store.Load()).Message);
    }

    [Fact]
    public void Truncation_is_reported_with_both_lengths_and_a_way_out()
    {
        _store.Save(2500, Samples.Weights, [], "{}");
        _store.Save(3000, Samples.Weights, [], "{}");
        Truncate(PathOf(3000, "weights.safetensors"), 100);
        Truncate(PathOf(2500, "state.json"), 1);
        long full = new FileInfo(PathOf(2000, "weights.safetensors")).Length;

        RunException problem = Samples.Fails(() => _store.Load());

        Assert.Equal(RunProblem.Damaged, problem.Problem);
        Assert.Equal($"checkpoint '{PathOf(3000)}' is damaged: weights.safetensors: expected {full} bytes, found 100; "
            + "the latest intact one before it is step 2000: use it with --checkpoint 2000, or by --from RUN@2000", problem.Message);
        Assert.Equal(2000, _store.Load(2000).Step);
    }

    [Fact]
    public void A_changed_byte_is_reported_with_its_file()
    {
        byte[] bytes = File.ReadAllBytes(PathOf(2000, "optimizer.safetensors"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(PathOf(2000, "optimizer.safetensors"), bytes);

        Assert.Equal($"checkpoint '{PathOf(2000)}' is damaged: optimizer.safetensors does not match its checksum; "
            + "there is no intact one before it", Samples.Fails(() => _store.Load()).Message);
    }

    [Fact]
    public void A_renamed_checkpoint_is_not_taken_for_another()
    {
        Directory.Move(PathOf(2000), PathOf(4000));

        Assert.Equal($"checkpoint '{PathOf(4000)}' is damaged: manifest.json belongs to step-00002000; there is no intact one before it",
            Samples.Fails(() => _store.Load()).Message);
    }

    [Fact]
    public void Files_of_another_checkpoint_are_not_taken_for_its_own()
    {
        _store.Save(3000, Samples.Weights, Samples.Optimizer(0.25f), "{}");
        File.Copy(PathOf(2000, "optimizer.safetensors"), PathOf(3000, "optimizer.safetensors"), overwrite: true);

        Assert.Contains("optimizer.safetensors does not match its checksum",
            Samples.Fails(() => _store.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_crash_left_unfinished_is_never_a_checkpoint_and_goes_with_the_next_save()
    {
        string unfinished = _folder["checkpoints", ".tmp-step-00003000"];
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "weights.safetensors"), "half");

        Assert.Equal([2000], _store.List());
        _store.Save(3000, [], [], "{}");

        Assert.Equal([2000, 3000], _store.List());
        Assert.False(Directory.Exists(unfinished));
        Assert.Equal(3000, _store.Load().Step);
    }

    [Fact]
    public void A_checkpoint_that_was_being_replaced_when_the_process_died_comes_back()
    {
        // The instant between the two renames of a replacement.
        Directory.Move(PathOf(2000), _folder["checkpoints", ".tmp-replaced-step-00002000"]);
        Directory.CreateDirectory(_folder["checkpoints", ".tmp-step-00002000"]);

        _store.CleanUp();

        Assert.Equal(2000, _store.Load().Step);
        Assert.Equal(["step-00002000"], Directory.GetFileSystemEntries(_folder["checkpoints"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_replaced_checkpoint_does_not_come_back_over_its_replacement()
    {
        string replaced = _folder["checkpoints", ".tmp-replaced-step-00002000"];
        Directory.Move(PathOf(2000), replaced);
        new CheckpointStore(_folder["other"]).Save(2000, [], [], "new");
        Directory.Move(_folder["other", "step-00002000"], PathOf(2000));

        _store.CleanUp();

        Assert.Equal("new", _store.Load().State);
        Assert.False(Directory.Exists(replaced));
    }

    [Fact]
    public void A_save_that_fails_leaves_the_checkpoints_as_they_were()
    {
        NamedArray[] twice = [Samples.Weights[0], Samples.Weights[0]];

        Assert.Throws<ArgumentException>(() => _store.Save(2000, twice, [], "{}"));
        Assert.Throws<ArgumentException>(() => _store.Save(3000, twice, [], "{}"));

        Assert.Equal("""{"stream":[1,2]}""", _store.Load().State);
        Assert.Equal(["step-00002000"], Directory.GetFileSystemEntries(_folder["checkpoints"]).Select(Path.GetFileName));
    }

    private void AssertDamaged(string file)
    {
        RunException problem = Samples.Fails(() => _store.Load());
        Assert.Equal(RunProblem.Damaged, problem.Problem);
        Assert.StartsWith($"checkpoint '{PathOf(2000)}' is damaged: {file}", problem.Message, StringComparison.Ordinal);
    }

    private static void Truncate(string path, int length) => File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

    private string PathOf(long step, string file = "") => Path.Combine(_folder["checkpoints", $"step-{step:D8}"], file).TrimEnd('/', '\\');
}
