using System.Text;

namespace NeuralMemory.Results.Tests;

public sealed class RunDocumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_status_has_these_bytes()
    {
        RunStatus status = new()
        {
            State = RunState.Interrupted,
            Step = 1200,
            Sequences = 19200,
            Reason = "SIGINT: checkpoint 'step-00001200' saved",
            Checkpoint = 1200,
            Note = "standard output failed",
            Seconds = 3.25,
            Updated = Samples.Noon,
        };

        Assert.Equal("""
            {
              "state": "interrupted",
              "step": 1200,
              "sequences": 19200,
              "reason": "SIGINT: checkpoint 'step-00001200' saved",
              "checkpoint": 1200,
              "note": "standard output failed",
              "seconds": 3.25,
              "updated": "2030-01-02T12:00:00+00:00"
            }

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(JsonFile.ToDocument(status, RunJson.Documents.RunStatus)));
    }

    [Fact]
    public void A_status_of_a_version_that_did_not_write_the_checkpoint_is_read()
    {
        using RunDirectory run = RunDirectory.Create(_folder["run"]);
        File.WriteAllText(run.StatusPath, """
            { "state": "done", "step": 3, "sequences": 4, "reason": null, "seconds": 1, "updated": "2030-01-02T12:00:00+00:00" }
            """);
        Assert.Equal((RunState.Done, 3L, null, null), (run.ReadStatus().State, run.ReadStatus().Step, run.ReadStatus().Checkpoint,
            run.ReadStatus().Note));
    }

    [Theory]
    [InlineData(RunState.Running, "running")]
    [InlineData(RunState.Done, "done")]
    [InlineData(RunState.Failed, "failed")]
    [InlineData(RunState.Interrupted, "interrupted")]
    [InlineData(RunState.Diverged, "diverged")]
    public void Every_state_has_its_word_and_comes_back(RunState state, string word)
    {
        using RunDirectory run = RunDirectory.Create(_folder["run"]);
        run.WriteStatus(Samples.Status(state));

        Assert.Contains($"\"state\": \"{word}\"", File.ReadAllText(run.StatusPath), StringComparison.Ordinal);
        Assert.Equal(state, run.ReadStatus().State);
    }

    [Fact]
    public void The_environment_has_these_bytes() => Assert.Equal("""
        {
          "version": "0.1.0",
          "commit": "0123456789abcdef",
          "dirty": false,
          "seed": 7,
          "threads": 2,
          "device": "cpu",
          "engines": [
            {
              "step": 0,
              "name": "native",
              "version": null
            },
            {
              "step": 2000,
              "name": "torch on cuda:0",
              "version": "libtorch 2.7"
            }
          ],
          "arithmetic": {
            "vector_width": 256,
            "instructions": "avx2 fma",
            "architecture": "x64",
            "runtime": ".NET 10",
            "system": "Linux",
            "engine": "native",
            "engine_version": null
          },
          "resumes": [
            {
              "step": 2000,
              "environment": {
                "version": "0.1.0",
                "commit": "0123456789abcdef",
                "dirty": false,
                "seed": 7,
                "threads": 2,
                "device": "cpu",
                "engines": [],
                "arithmetic": null,
                "resumes": [],
                "cpu": null,
                "processors": 2,
                "vector_width": 256,
                "product_width": 512,
                "loop_width": 256,
                "host": "there",
                "os": "Linux",
                "architecture": "x64",
                "runtime": ".NET 10"
              }
            }
          ],
          "cpu": "A \"fine\" CPU",
          "processors": 2,
          "vector_width": 256,
          "product_width": 512,
          "loop_width": 256,
          "host": "here",
          "os": "Linux",
          "architecture": "x64",
          "runtime": ".NET 10"
        }

        """.ReplaceLineEndings("\n"),
        Encoding.UTF8.GetString(JsonFile.ToDocument(Samples.Environment, RunJson.Documents.RunEnvironment)));

    [Fact]
    public void An_environment_of_a_version_with_one_engine_names_none()
    {
        using RunDirectory run = RunDirectory.Create(_folder["run"]);
        run.WriteEnvironment(Samples.Environment with { Engines = [] });
        string written = File.ReadAllText(run.EnvironmentPath), old = written.Replace("  \"engines\": [],\n", "", StringComparison.Ordinal);
        Assert.NotEqual(written, old);
        File.WriteAllText(run.EnvironmentPath, old);
        Assert.Empty(run.ReadEnvironment().Engines);
    }

    [Fact]
    public void The_environment_of_this_process_is_complete()
    {
        RunEnvironment environment = RunEnvironment.Capture(typeof(RunEnvironment).Assembly, seed: -3, threads: 2, vectorWidth: 256);

        Assert.Matches(@"^\d+\.\d+\.\d+", environment.Version);
        Assert.DoesNotContain('+', environment.Version);
        Assert.Equal((-3, 2, 256, "cpu"), (environment.Seed, environment.Threads, environment.VectorWidth, environment.Device));
        Assert.Equal((System.Environment.MachineName, System.Environment.ProcessorCount), (environment.Host, environment.Processors));
        Assert.StartsWith(".NET", environment.Runtime, StringComparison.Ordinal);
        Assert.True(environment.Commit is null ? environment.Dirty is null : environment.Commit.Length >= 7);
        Assert.InRange(RunEnvironment.Capture(typeof(RunEnvironment).Assembly, 1, 1).VectorWidth, 64, 512);
    }

    [Fact]
    public async Task A_folder_without_a_work_tree_or_at_another_commit_is_neither_clean_nor_dirty()
    {
        Assert.Null(await WorkTree.IsDirtyAsync(_folder.Path, "0123456789abcdef"));
        Assert.Null(await WorkTree.IsDirtyAsync(AppContext.BaseDirectory, "0123456789abcdef"));
    }
}
