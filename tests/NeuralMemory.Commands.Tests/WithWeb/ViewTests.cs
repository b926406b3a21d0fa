using System.Net;
using System.Net.Sockets;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>view</c> as a program: what it prints, and how it ends.</summary>
public sealed class ViewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CommandProcess.Interrupt)]
    [InlineData(CommandProcess.Terminate)]
    public async Task It_prints_an_address_that_answers_and_ends_when_it_is_asked_to(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using CommandProcess view = CommandProcess.Start(_folder.Path, "view", ".", "--no-browser");
        string address = view.ReadUntil("http://")!;
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/[0-9a-f]{32}/$", address);
        using HttpClient client = new();
        Assert.Contains("There is no run", await client.GetStringAsync(new Uri(address)), StringComparison.Ordinal);
        view.Signal(signal);
        Outcome outcome = view.Wait().Expect(ExitCodes.Done);
        Assert.Equal("", outcome.Error);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(address)));
    }

    [Fact]
    public async Task It_writes_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        string home = Directory.CreateDirectory(_folder["home"]).FullName;
        string shown = Directory.CreateDirectory(_folder["shown"]).FullName;
        using CommandProcess view = CommandProcess.StartProgram("env", shown,
            $"HOME={home}", $"XDG_DATA_HOME={home}", $"TMPDIR={home}", "DOTNET_EnableDiagnostics=0", CommandProcess.Executable, "view", ".");
        Uri address = new(view.ReadUntil("http://")!);
        using (HttpClient client = new())
            await client.GetStringAsync(address);
        view.Signal(CommandProcess.Terminate);
        view.Wait();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Except([home, shown]));
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Outcome outcome = CommandProcess.Run(_folder.Path, "view", ".", "--port", $"{port}").Expect(ExitCodes.Failed);
        Assert.Contains($"port {port} is taken by another program", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("view", "there is no folder 'results' here")]
    [InlineData("view nowhere", "nowhere")]
    [InlineData("view . --port 0", "expected a whole number from 1 to 65535")]
    [InlineData("view . --port 70000", "expected a whole number from 1 to 65535")]
    [InlineData("view . --port many", "--port")]
    [InlineData("view . .", "view")]
    public void What_cannot_be_shown_is_told(string line, string part)
    {
        Outcome outcome = CommandProcess.Run(_folder.Path, line.Split(' ')).Expect(ExitCodes.Usage);
        Assert.Contains(part, outcome.Error, StringComparison.Ordinal);
    }
}
