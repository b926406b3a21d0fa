using System.Net;
using System.Net.Sockets;
using NeuralMemory.Results;

namespace NeuralMemory.Web.Tests;

/// <summary>Pages as a server answers with them, whatever happens to the runs meanwhile.</summary>
public sealed class ServerTests : ServedRuns
{
    [Fact]
    public async Task An_empty_folder_says_what_to_do() =>
        Assert.Contains("neuralmemory train", await PageAsync(""), StringComparison.Ordinal);

    [Fact]
    public async Task A_run_has_a_page()
    {
        Shown.Add("one");
        string page = await PageAsync("run?name=one");
        Assert.Contains("Learning curves", page, StringComparison.Ordinal);
        Assert.Contains("<title>one</title>", page, StringComparison.Ordinal);
        Assert.Contains("bits per sequence", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_given_is_the_first_page()
    {
        await using ViewServer server = await ViewServer.StartAsync(new() { Folder = Shown.Add("alone") });
        Assert.EndsWith("/run?name=.", server.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("<title>alone</title>", await Client.GetStringAsync(server.Address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run?name=none")]
    [InlineData("run?name=..%2Foutside%2Fsecret")]
    [InlineData("run?name=../outside/secret")]
    [InlineData("run?name=%2Fetc")]
    [InlineData("run?name=%00")]
    [InlineData("run?name=%2e%2e%2foutside%2fsecret")]
    [InlineData("run?name=..%5coutside")]
    public async Task A_name_that_is_no_run_of_the_folder_is_told(string page)
    {
        Runs.Write(Path.Combine(Shown.Outside, "secret"), machine: "secret-machine");
        string answer = await PageAsync(page);
        Assert.Contains("There is no such run", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-machine", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status.json")]
    [InlineData("config.yaml")]
    [InlineData("task.yaml")]
    [InlineData("metrics.jsonl")]
    [InlineData("environment.json")]
    [InlineData("evaluations/final.json")]
    public async Task A_damaged_or_missing_file_leaves_a_page(string file)
    {
        string path = Path.Combine(Shown.Add("bad"), file);
        Shown.Add("good", machine: "lstm");
        foreach (byte[] content in (byte[][])[[], [.. "{\"step\":"u8], [0, 255, 10, 0]])
        {
            File.WriteAllBytes(path, content);
            await ExpectPagesAsync();
        }

        File.Delete(path);
        await ExpectPagesAsync();
        Directory.CreateDirectory(path);
        await ExpectPagesAsync();
    }

    [Fact]
    public async Task Half_a_line_of_metrics_is_no_damage()
    {
        Shown.Add("one");
        Shown.Append("one", "metrics.jsonl", Runs.Line(6)[..15]);
        Assert.DoesNotContain("not a metrics record", await PageAsync("run?name=one"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare?run=one&run=two")]
    [InlineData("compare?group=one&run=other")]
    [InlineData("compare?run=..%2F..&run=none")]
    public async Task Runs_stand_side_by_side(string page)
    {
        Shown.Add("one");
        Shown.Add("two", seed: 2);
        Shown.Add("other", machine: "lstm");
        string answer = await PageAsync(page);
        Assert.DoesNotContain("Something unexpected", answer, StringComparison.Ordinal);
        if (page.Contains("other", StringComparison.Ordinal))
            Assert.Contains("machine.kind", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_tabs_that_load_at_once_are_all_answered()
    {
        for (int i = 0; i < 20; i++)
            Shown.Add($"run-{i}", seed: i);
        string[] pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => PageAsync(i % 2 == 0 ? "" : $"run?name=run-{i % 20}")));
        Assert.All(pages, page => Assert.Contains("run-", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        RunException exception = await Assert.ThrowsAsync<RunException>(
            () => ViewServer.StartAsync(new() { Folder = Shown.Path, Port = Server.Address.Port }));
        Assert.Contains($"port {Server.Address.Port} is taken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_this_computer_reaches_it()
    {
        IPAddress[] others = [.. (await Dns.GetHostAddressesAsync(Dns.GetHostName()))
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))];
        foreach (IPAddress address in others)
        {
            using TcpClient client = new();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, Server.Address.Port));
        }

        using HttpResponseMessage own = await Client.GetAsync(Server.Address);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    private async Task ExpectPagesAsync()
    {
        // A page is of a fifth of a second ago at the oldest.
        await Task.Delay(250);
        foreach (string page in (string[])["", "run?name=bad", "run?name=good", "compare?run=bad&run=good"])
        {
            string answer = await PageAsync(page);
            Assert.DoesNotContain("Something unexpected", answer, StringComparison.Ordinal);
            Assert.Contains("good", answer, StringComparison.Ordinal);
        }
    }
}
