using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void Doctor_finds_a_sound_machine_and_the_repositorys_folders()
    {
        JsonElement report = CommandProcess.Run(Testing.Repository.Root, "doctor", "--json").Expect(ExitCodes.Done).Json;
        Assert.True(report.GetProperty("healthy").GetBoolean());
        Assert.InRange(report.GetProperty("gradient_error").GetDouble(), 0, GradientSelfTest.Tolerance);
        Assert.True(report.GetProperty("gigaflops_per_core").GetDouble() > 0.1);
        Assert.True(report.GetProperty("tasks").GetInt32() >= 4);
        Assert.True(report.GetProperty("configs").GetInt32() >= 1);
        Assert.Equal(Environment.ProcessorCount, report.GetProperty("processors").GetInt32());
    }

    [Fact]
    public void Doctor_leaves_no_folder_behind()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("gradients:  ok", CommandProcess.Run(folder.Path, "doctor").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Doctor_says_when_results_cannot_be_written()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["results"], "a file where the folder should be");
        Outcome outcome = CommandProcess.Run(folder.Path, "doctor").Expect(ExitCodes.Failed);
        Assert.Contains(
            "results:    wrong: cannot write to 'results': 'results' is a file, not a folder\n", outcome.Out, StringComparison.Ordinal);
    }
}
