using Microsoft.Playwright;

namespace NeuralMemory.BrowserChecks;

/// <summary>Who is let in, as a browser asks.</summary>
internal static class GateChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("gate: without the token nothing is shown", async stage =>
        {
            IPage tab = await stage.EmptyAsync();
            IResponse? answer = await tab.GotoAsync(new Uri(stage.Address, "/").AbsoluteUri);
            Expect.Same(404, answer!.Status, "status");
            Expect.Contains("not complete", await tab.InnerTextAsync("body"));
            stage.TakeComplaints();
        }),
        new("gate: localhost is this computer too", async stage =>
        {
            IPage tab = await stage.EmptyAsync();
            await tab.GotoAsync(stage.Address.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
            await Stage.LiveAsync(tab);
            Expect.Contains("tiny", await tab.InnerTextAsync("main"));
            stage.TakeComplaints(expected: "a request to elsewhere: ");
        }),
        new("gate: a page of another site reaches nothing", async stage =>
        {
            IPage tab = await stage.EmptyAsync();
            await tab.SetContentAsync("<p>another site</p>");
            string found = await tab.EvaluateAsync<string>(
                "async address => { try { const r = await fetch(address); return await r.text(); } catch (e) { return 'refused'; } }",
                stage.Address.AbsoluteUri);
            Expect.Same("refused", found, "fetch");
            string socket = await tab.EvaluateAsync<string>(
                """
                address => new Promise(end => {
                    const socket = new WebSocket(address);
                    socket.onopen = () => end('open');
                    socket.onerror = () => end('refused');
                })
                """,
                new Uri(stage.Address, "_blazor").AbsoluteUri.Replace("http:", "ws:", StringComparison.Ordinal));
            Expect.Same("refused", socket, "socket");
            stage.TakeComplaints();
        }),
        new("gate: Ctrl-C ends the server at once, whoever looks", async stage =>
        {
            (CommandRun server, Uri address) = await Stage.ViewAsync(stage.Command, stage.Folder);
            await using (server)
            {
                IPage tab = await stage.EmptyAsync();
                await tab.GotoAsync(address.AbsoluteUri);
                await Stage.LiveAsync(tab);
                server.Signal("INT");
                Expect.Same(0, await server.EndAsync(3), "exit code");
                await tab.Locator("#components-reconnect-modal").WaitForAsync();
                stage.TakeComplaints();
            }
        }),
    ];
}
