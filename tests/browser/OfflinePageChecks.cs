using Microsoft.Playwright;
using NeuralMemory.Testing;

namespace NeuralMemory.BrowserChecks;

/// <summary>Pages of episodes that are opened as files, without a server.</summary>
internal static class OfflinePageChecks
{
    private const string Where = ".where", Readout = ".readout", Copy = "#copy";

    public static IEnumerable<Check> All =>
    [
        new("offline: a page asks for nothing but itself, and keys go through its steps", Keys),
        new("offline: the pointer tells values, a click and a drag go to a step", Pointer),
        new("offline: an answer leads back to the step that wrote what was read", TraceBack),
        new("offline: the memory is colored by writer or by value", Provenance),
        new("offline: links lead to an episode and its step", Links),
        new("offline: a phone and a dark page show all of it", Narrow),
        new("offline: a long episode is seen whole above its rows", Long),
    ];

    private static string Gallery => Repository.Path("results", "gallery", "index.html");

    private static async Task Keys(Stage stage)
    {
        string file = Path.Combine(stage.Folder, "episode.html");
        await CommandRun.ToEndAsync(stage.Command, stage.Folder, "inspect", "tiny", "--page", file);
        IPage tab = await stage.EmptyAsync();
        List<string> asked = [];
        tab.Request += (_, request) => asked.Add(request.Url);
        await tab.GotoAsync($"file://{file}");
        await tab.Keyboard.PressAsync("Home");
        Expect.Contains("step 0 of", await tab.TextContentAsync(Where));
        await tab.Keyboard.PressAsync("ArrowRight");
        await tab.Keyboard.PressAsync("ArrowRight");
        await tab.Keyboard.PressAsync("ArrowLeft");
        Expect.Contains("step 1 of", await tab.TextContentAsync(Where));
        Expect.True(tab.Url.EndsWith("#step=1", StringComparison.Ordinal), $"the address is {tab.Url}");
        await tab.Keyboard.PressAsync("End");
        Expect.True(await IsLastAsync(tab), "End goes to the last step");
        await tab.Keyboard.PressAsync("Space");
        await Expect.Soon(async () => (await tab.TextContentAsync(Where))!.Contains("step 2 of", StringComparison.Ordinal), "space plays");
        await tab.Keyboard.PressAsync("Space");
        Expect.Same(1, asked.Count(url => !url.StartsWith("data:", StringComparison.Ordinal)), "requests");
        await stage.ShootAsync(tab, "offline-episode");
    }

    private static async Task<bool> IsLastAsync(IPage tab) => await tab.EvaluateAsync<bool>(
        "() => { const slider = document.querySelector('.step'); return slider.value === slider.max; }");

    private static async Task Pointer(Stage stage)
    {
        IPage tab = await OpenAsync(stage, "step=30", 1400, 1000);
        ILocator input = tab.Locator($"{Copy} [data-panel='0']");
        (float x, float y) = await PlaceAsync(input, 5.5 / 41, 0.5 / 8);
        await tab.Mouse.MoveAsync(x, y);
        Expect.Contains("step 5: input · data: row 0: 1", await tab.TextContentAsync($"{Copy} {Readout}"));
        Expect.Contains("step 30 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        await tab.Mouse.DownAsync();
        (float to, _) = await PlaceAsync(input, 12.5 / 41, 0.5 / 8);
        await tab.Mouse.MoveAsync(to, y, new() { Steps = 4 });
        await tab.Mouse.UpAsync();
        Expect.Contains("step 12 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        double cursor = await tab.EvalOnSelectorAsync<double>($"{Copy} .rows-cursor", "box => Number(box.getAttribute('x'))");
        double cell = await tab.EvalOnSelectorAsync<double>($"{Copy} .rows", "box => Number(box.dataset.cell)");
        Expect.True(Math.Abs(cursor - (124 + 12 * cell - 0.5)) < 0.01, $"the frame is at {cursor}");
    }

    private static async Task TraceBack(Stage stage)
    {
        IPage tab = await OpenAsync(stage, "episode=copy&step=0", 1400, 1000);
        ILocator output = tab.Locator($"{Copy} [data-panel='3']");
        (float x, float y) = await PlaceAsync(output, 30.5 / 41, 0.5);
        await tab.Mouse.ClickAsync(x, y);
        Expect.Contains("step 30 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        Expect.Contains("output", await tab.TextContentAsync($"{Copy} {Readout}"));
        ILocator back = tab.Locator($"{Copy} .back-to").First;
        Expect.Same("written in step 9", await back.TextContentAsync(), "what was read");
        Expect.Same(1, await tab.Locator($"{Copy} .marks path").CountAsync(), "lines from what is read to where it was written");
        await stage.ShootAsync(tab, "offline-trace-back", whole: false);
        await back.ClickAsync();
        Expect.Contains("step 9 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        await tab.Keyboard.PressAsync("b");
        Expect.Contains("step 30 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        await tab.Keyboard.PressAsync("w");
        Expect.Contains("step 9 of 40", await tab.TextContentAsync($"{Copy} {Where}"));
        // Attention has words, and no step that wrote them.
        Expect.Contains("at ", await tab.TextContentAsync("#translation .origins"));
        Expect.Same(0, await tab.Locator("#translation .back-to").CountAsync(), "writers of words");
    }

    private static async Task Provenance(Stage stage)
    {
        IPage tab = await OpenAsync(stage, "episode=reuse&step=30", 1400, 1000);
        string image = "canvas => canvas.toDataURL()", memory = "#reuse .of-memory canvas";
        string byWriter = await tab.EvalOnSelectorAsync<string>(memory, image);
        await tab.ClickAsync("#reuse .by button[value=value]");
        string byValue = await tab.EvalOnSelectorAsync<string>(memory, image);
        Expect.True(byWriter != byValue, "the colors are the same");
        Expect.Same("true", await tab.GetAttributeAsync("#reuse .by button[value=value]", "aria-pressed"), "pressed");
        await tab.Keyboard.PressAsync("ArrowRight");
        Expect.Contains("memory after step 31", await tab.TextContentAsync("#reuse .memory-name"));
        await tab.HoverAsync(memory, new() { Position = new() { X = 20, Y = 10 } });
        Expect.Contains("slot 0", await tab.TextContentAsync($"#reuse {Readout}"));
        await tab.ClickAsync("#reuse .by button[value=writer]");
        await stage.ShootAsync(tab, "offline-reuse", whole: false);
    }

    private static async Task Links(Stage stage)
    {
        IPage tab = await OpenAsync(stage, "episode=recall&step=22", 1400, 1000);
        Expect.Contains("step 22 of 27", await tab.TextContentAsync($"#recall {Where}"));
        await stage.ShootAsync(tab, "offline-recall", whole: false);
        await tab.EvaluateAsync("() => { location.hash = '#episode=translation&step=4'; }");
        await Expect.Soon(async () => (await tab.TextContentAsync($"#translation {Where}"))!.Contains("step 4 of", StringComparison.Ordinal),
            "a new address is followed");
        await stage.ShootAsync(tab, "offline-translation", whole: false);
        await tab.GotoAsync($"file://{Gallery}#episode=nothing&step=x");
        Expect.Contains("of 40", await tab.TextContentAsync($"{Copy} {Where}"));
    }

    private static async Task Narrow(Stage stage)
    {
        IPage tab = await OpenAsync(stage, "episode=copy&step=35", 390, 800, isDark: true);
        Expect.True(await tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than a phone");
        double scrolled = await tab.EvalOnSelectorAsync<double>($"{Copy} .rows", "rows => rows.scrollLeft");
        Expect.True(scrolled > 0, "the step is not scrolled into view");
        double left = await tab.EvalOnSelectorAsync<double>(
            $"{Copy} .rows-names", "names => names.getBoundingClientRect().left - names.closest('.rows').getBoundingClientRect().left");
        Expect.True(Math.Abs(left) < 1, "names do not stay");
        await stage.ShootAsync(tab, "offline-phone-dark", whole: false);
        await stage.ShootAsync(tab, "offline-phone-dark-whole");
        IPage wide = await OpenAsync(stage, "episode=copy&step=35", 1400, 900, isDark: true);
        await stage.ShootAsync(wide, "offline-dark", whole: false);
    }

    private static async Task Long(Stage stage)
    {
        string file = Path.Combine(stage.Folder, "long.html");
        await CommandRun.ToEndAsync(stage.Command, stage.Folder, "inspect", "tiny", "--set", "length=250", "--page", file);
        IPage tab = await stage.EmptyAsync(1200);
        await tab.GotoAsync($"file://{file}#step=499");
        Expect.Contains("step 499 of 500", await tab.TextContentAsync(Where));
        (float x, float y) = await PlaceAsync(tab.Locator("[data-overview]"), 100.5 / 501, 0.5);
        await tab.Mouse.ClickAsync(x, y);
        // A dot of the screen is two steps.
        string where = (await tab.TextContentAsync(Where))!;
        Expect.True(new[] { 99, 100, 101 }.Any(step => where.Contains($"step {step} of 500", StringComparison.Ordinal)), where);
        double left = await tab.EvalOnSelectorAsync<double>(
            ".rows-cursor", "box => box.getBoundingClientRect().left - box.closest('.rows').getBoundingClientRect().left");
        Expect.True(left is > 100 and < 1100, $"the frame is at {left}");
        double share = await tab.EvalOnSelectorAsync<double>(
            ".overview-window", "box => box.getAttribute('width') / box.parentNode.viewBox.baseVal.width");
        Expect.True(share is > 0.5 and < 0.95, $"{share} of the episode are said to be seen");
        await stage.ShootAsync(tab, "offline-long", whole: false);
    }

    private static async Task<IPage> OpenAsync(Stage stage, string hash, int width, int height, bool isDark = false)
    {
        IPage tab = await stage.EmptyAsync(width, height, isDark);
        await tab.GotoAsync($"file://{Gallery}#{hash}");
        return tab;
    }

    /// <summary>A place in an element, by its shares of width and height; scrolled to where it can be seen.</summary>
    private static async Task<(float X, float Y)> PlaceAsync(ILocator element, double x, double y)
    {
        await element.EvaluateAsync("box => box.scrollIntoView({ block: 'center', inline: 'nearest' })");
        LocatorBoundingBoxResult box = (await element.BoundingBoxAsync())!;
        return ((float)(box.X + box.Width * x), (float)(box.Y + box.Height * y));
    }
}
