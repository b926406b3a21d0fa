using System.Text.Json;
using NeuralMemory.Torch;

namespace NeuralMemory.Commands.Tests;

/// <summary>What <c>doctor</c> says of the torch engine, in a build that has it.</summary>
public sealed class TorchDoctorTests
{
    [Fact]
    public void Doctor_shows_the_libtorch_and_that_its_devices_compute_right()
    {
        JsonElement report =
            CommandProcess.Run(Testing.Repository.Root, "doctor", "--json").Expect(ExitCodes.Done).Json.GetProperty("torch");
        Assert.True(report.GetProperty("built_in").GetBoolean());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("problem").ValueKind);
        Assert.StartsWith("2.", report.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.True(Directory.Exists(report.GetProperty("folder").GetString()));
        Assert.True(report.GetProperty("threads").GetInt32() >= 1);
        JsonElement cpu = report.GetProperty("devices")[0];
        Assert.Equal("cpu", cpu.GetProperty("name").GetString());
        Assert.InRange(cpu.GetProperty("product_error").GetDouble(), 0, TorchSelfTest.Tolerance);
        Assert.InRange(cpu.GetProperty("gradient_error").GetDouble(), 0, TorchSelfTest.Tolerance);
    }

    [Fact]
    public void Doctor_shows_it_to_people_too()
    {
        string[] lines = CommandProcess.Run(Testing.Repository.Root, "doctor").Expect(ExitCodes.Done).Out.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("torch:      ok, libtorch 2.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("cpu:        ok, product ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_computer_without_a_libtorch_is_in_order_all_the_same()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = Doctor(folder, []).Expect(ExitCodes.Done);
        Assert.Contains(
            $"torch:      cannot be used: {TorchLibrary.Variable} names '{folder["empty"]}', which holds no libtorch", outcome.Out,
            StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
        JsonElement json = Doctor(folder, ["--json"]).Expect(ExitCodes.Done).Json;
        Assert.True(json.GetProperty("healthy").GetBoolean());
        Assert.Contains("unset it", json.GetProperty("torch").GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The native engine needs no native library, and starts at once.</summary>
    [Fact]
    public void Training_with_the_native_engine_loads_nothing_of_torch()
    {
        using TemporaryFolder folder = new();
        string config = folder.WriteConfig(steps: 10_000_000);
        using CommandProcess process = CommandProcess.Start(folder.Path, "train", config, "--out", "run", "--json");
        Assert.NotNull(process.ReadUntil("\"event\":\"progress\""));
        IReadOnlySet<string> loaded = process.LoadedFiles;
        process.Kill();
        Assert.Contains(OperatingSystem.IsLinux() ? "NeuralMemory.Machines.dll" : Path.GetFileName(CommandProcess.Executable), loaded);
        Assert.DoesNotContain(loaded, file => file.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private static Outcome Doctor(TemporaryFolder folder, string[] options)
    {
        string empty = Directory.CreateDirectory(folder["empty"]).FullName;
        using CommandProcess process = CommandProcess.StartProgram(
            "env", folder.Path, [$"{TorchLibrary.Variable}={empty}", CommandProcess.Executable, "doctor", .. options]);
        return process.Wait();
    }
}
