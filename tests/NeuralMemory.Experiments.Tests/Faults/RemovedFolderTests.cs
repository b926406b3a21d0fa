using NeuralMemory.Results;

namespace NeuralMemory.Experiments.Tests;

/// <summary>Whose folder is taken away has nothing left to train for.</summary>
public sealed class RemovedFolderTests : IDisposable
{
    private readonly FaultLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void A_run_whose_folder_is_removed_ends_with_a_sentence_and_leaves_no_stump(long step)
    {
        string directory = _lab.NewFolder();
        RunException exception = Assert.IsType<RunException>(_lab.Start(directory, new FaultyDisk(), new Remover(directory, step)));
        Assert.Equal(RunProblem.Storage, exception.Problem);
        Assert.Equal($"the folder of the run, '{directory}', was removed while it trained: nothing of it is kept", exception.Message);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void So_does_one_that_goes_on()
    {
        string directory = _lab.Copy(_lab.Whole);
        string[] more = ["training.steps=8"];
        using FaultyDisk disk = new();
        RunException exception = Assert.Throws<RunException>(() =>
            Run.Resume(directory, FaultLab.Options(observer: new Remover(directory, 8)), more));
        Assert.Contains("was removed while it trained", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void A_run_whose_folder_is_removed_before_its_first_step_gives_back_what_it_moved_aside()
    {
        string directory = _lab.Copy(_lab.Whole);
        using FaultyDisk disk = new();
        Assert.Throws<RunException>(() => Run.Start(
            _lab.Experiment, FaultLab.Options(directory, new Remover(directory, 0)) with { Force = true }));
        RunsOnDisk.AssertSame(_lab.Whole, directory);
        Assert.False(Directory.Exists(directory + ".old-1"));
    }

    [Fact]
    public void A_run_whose_folder_another_has_taken_ends_and_leaves_the_other_alone()
    {
        string directory = _lab.NewFolder(), status = Path.Combine(directory, RunFiles.Status);
        RunException exception = Assert.IsType<RunException>(_lab.Start(directory, new FaultyDisk(), new Taker(directory)));
        Assert.Equal(RunProblem.InUse, exception.Problem);
        Assert.Equal($"the folder of the run, '{directory}', was taken from it while it trained, by process 7 on elsewhere; "
            + "this run has ended", exception.Message);
        Assert.Equal("theirs", File.ReadAllText(status));
        Assert.Equal(2, Directory.GetFileSystemEntries(directory).Length);
    }

    [Fact]
    public void A_run_whose_folder_makes_room_for_an_empty_one_ends_and_writes_nothing_there()
    {
        string directory = _lab.NewFolder();
        RunException exception = Assert.IsType<RunException>(_lab.Start(directory, new FaultyDisk(), new Mover(directory)));
        Assert.Equal($"the folder of the run, '{directory}', was removed while it trained, and another has its name: "
            + "nothing of the run is kept there", exception.Message);
        Assert.Empty(Directory.GetFileSystemEntries(directory));
        Assert.True(File.Exists(Path.Combine(directory + "-moved", RunFiles.Config)));
    }

    /// <summary>Moves the run's folder away, and makes an empty one in its place.</summary>
    private sealed class Mover(string directory) : ITrainingObserver
    {
        public void Progressed(in TrainingProgress progress)
        {
            if (progress.Step != 3)
                return;
            Directory.Move(directory, directory + "-moved");
            Directory.CreateDirectory(directory);
        }
    }

    /// <summary>Removes the run's folder, and puts that of another in its place.</summary>
    private sealed class Taker(string directory) : ITrainingObserver
    {
        public void Progressed(in TrainingProgress progress)
        {
            if (progress.Step != 3)
                return;
            Directory.Delete(directory, recursive: true);
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, RunFiles.Lock), "process 7 on elsewhere\n");
            File.WriteAllText(Path.Combine(directory, RunFiles.Status), "theirs");
        }
    }

    /// <summary>Removes the run's folder when it hears of a step; of none, when training is about to begin.</summary>
    private sealed class Remover(string directory, long step) : ITrainingObserver
    {
        public void Started(RunStarted run)
        {
            if (step > 0)
                return;
            Directory.Delete(directory, recursive: true);
            throw new RunException(RunProblem.Storage, "and something else goes wrong");
        }

        public void Progressed(in TrainingProgress progress)
        {
            if (progress.Step >= step)
                Directory.Delete(directory, recursive: true);
        }

        public void Evaluated(EvaluationResult result)
        {
            if (result.Step >= step && Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }
}
