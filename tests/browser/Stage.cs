using Microsoft.Playwright;
using NeuralMemory.Testing;

namespace NeuralMemory.BrowserChecks;

/// <summary>
/// What all checks share: a folder of small trained runs, the command that shows it, and a browser. Whatever a page complains of, and
/// every request to elsewhere, fails the check that opened it.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<string> _complaints = [];
    private readonly string? _shots = Environment.GetEnvironmentVariable("SCREENSHOTS");
    private int _requests;

    private Stage(string command, string folder, CommandRun server, Uri address, IPlaywright playwright, IBrowser browser) =>
        (Command, Folder, Server, Address, _playwright, _browser) = (command, folder, server, address, playwright, browser);

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>The folder of runs: <c>tiny</c>, trained; <c>seeds/seed-1</c> to <c>seed-3</c>, trained.</summary>
    public string Folder { get; }

    /// <summary>The command that shows the folder.</summary>
    public CommandRun Server { get; }

    /// <summary>The address of the first page.</summary>
    public Uri Address { get; }

    /// <summary>How many requests the pages made.</summary>
    public int Requests => _requests;

    /// <summary>Trains the runs and opens the browser.</summary>
    public static async Task<Stage> SetAsync(string command, string chromium)
    {
        string folder = Directory.CreateTempSubdirectory("neuralmemory-view-").FullName;
        string tiny = Repository.Path("configs", "copy-tiny.yaml");
        await CommandRun.ToEndAsync(command, folder, "train", tiny, "--out", "tiny", "--quiet");
        await CommandRun.ToEndAsync(command, folder, "train", tiny, "--out", "seeds", "--seeds", "1..3", "--quiet");
        (CommandRun server, Uri address) = await ViewAsync(command, folder);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
        return new(command, folder, server, address, playwright, browser);
    }

    /// <summary>Starts <c>view</c> and reads the address that it prints.</summary>
    public static async Task<(CommandRun Server, Uri Address)> ViewAsync(string command, string folder, params string[] options)
    {
        CommandRun server = CommandRun.Start(command, folder, ["view", ".", "--no-browser", .. options]);
        string line = await server.ReadLineAsync() ?? throw new CheckException($"view ended: {await server.ErrorsAsync()}");
        return (server, new Uri(line));
    }

    /// <summary>Opens a page in a tab of its own and waits until the server draws it live.</summary>
    /// <param name="page">Its address below that of the first page.</param>
    /// <param name="width">How wide the tab is.</param>
    /// <param name="height">How high.</param>
    /// <param name="isDark">Whether the reader's system asks for dark pages.</param>
    public async Task<IPage> OpenAsync(string page = "", int width = 1280, int height = 900, bool isDark = false)
    {
        IPage tab = await EmptyAsync(width, height, isDark);
        await tab.GotoAsync(new Uri(Address, page).AbsoluteUri);
        await LiveAsync(tab);
        return tab;
    }

    /// <summary>A tab that shows nothing yet.</summary>
    public async Task<IPage> EmptyAsync(int width = 1280, int height = 900, bool isDark = false)
    {
        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        _contexts.Add(context);
        IPage tab = await context.NewPageAsync();
        tab.SetDefaultTimeout(15000);
        tab.Request += (_, request) => Look(request.Url);
        tab.WebSocket += (_, socket) => Look(socket.Url);
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complain($"console: {message.Text}");
        };
        tab.PageError += (_, error) => Complain($"page: {error}");
        tab.Response += (_, response) =>
        {
            if (response.Status >= 400)
                Complain($"{response.Status} for {response.Url}");
        };
        return tab;
    }

    /// <summary>Waits until the server draws a page live: until its first page alone was written, and now it is connected.</summary>
    public static async Task LiveAsync(IPage tab)
    {
        await tab.WaitForFunctionAsync("() => window.Blazor && document.documentElement.dataset.live !== undefined");
    }

    /// <summary>Waits until a tab has gone to a page.</summary>
    /// <param name="tab">The tab.</param>
    /// <param name="page">The page's address below that of the first page.</param>
    public async Task AtAsync(IPage tab, string page)
    {
        string wanted = new Uri(Address, page).AbsoluteUri;
        for (int i = 0; i < 200 && tab.Url != wanted; i++)
            await Task.Delay(50);
        Expect.Same(wanted, tab.Url, "address");
    }

    /// <summary>Keeps a picture of a tab, if that was asked for.</summary>
    public async Task ShootAsync(IPage tab, string name, bool whole = true)
    {
        if (_shots is { Length: > 0 })
            await tab.ScreenshotAsync(new() { Path = Path.Combine(_shots, name + ".png"), FullPage = whole });
    }

    /// <summary>What pages complained of since it was last asked; null for nothing.</summary>
    /// <param name="expected">Complaints with this in them are what was wanted.</param>
    public string? TakeComplaints(string? expected = null)
    {
        lock (_complaints)
        {
            string[] all = [.. _complaints.Distinct()
                .Where(each => expected is null || !each.Contains(expected, StringComparison.Ordinal))];
            _complaints.Clear();
            return all.Length == 0 ? null : string.Join('\n', all);
        }
    }

    /// <summary>Closes all tabs.</summary>
    public async Task CloseTabsAsync()
    {
        foreach (IBrowserContext context in _contexts)
            await context.CloseAsync();
        _contexts.Clear();
        lock (_complaints)
            _complaints.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private void Look(string url)
    {
        Interlocked.Increment(ref _requests);
        Uri asked = new(url);
        if (asked.Scheme is not ("data" or "blob" or "about" or "file") && asked.Authority != Address.Authority)
            Complain($"a request to elsewhere: {url}");
    }

    private void Complain(string what)
    {
        lock (_complaints)
            _complaints.Add(what);
    }
}
