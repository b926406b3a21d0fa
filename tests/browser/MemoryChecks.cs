using Microsoft.Playwright;
using NeuralMemory.Testing;

namespace NeuralMemory.BrowserChecks;

/// <summary>The page of a machine's memory: gone through, traced back, changed, compared, taken along.</summary>
internal static class MemoryChecks
{
    private const string Page = "memory?run=tiny";

    public static IReadOnlyList<Check> All { get; } =
    [
        new("memory: opens in under a second, and is gone through by pointer, scrubber and keys", GoThroughAsync),
        new("memory: values under the pointer", HoverAsync),
        new("memory: slots by who wrote them, and an answer traced back to the step that was copied", TraceBackAsync),
        new("memory: a changed input bit changes that output bit and no other", PokeAsync),
        new("memory: a gate is held by a form; the address has it, and undoing gives the original back", ClampAsync),
        new("memory: another checkpoint and another run beside it, on the same episode", BesideAsync),
        new("memory: an address shows the same again; the history goes back", DeepLinkAsync),
        new("memory: folded rows are in the address, and stay folded when it is loaded again", FoldAsync),
        new("memory: what is seen as SVG, the same bytes twice", PictureAsync),
        new("memory: the keyboard alone reaches everything", KeyboardAsync),
        new("memory: on a phone in one column, and in the dark", SmallAndDarkAsync),
        new("memory: long episodes are windowed", WindowAsync),
        new("memory: rows that are wider than their room follow the step, before the page is connected too", FollowAsync),
        new("memory: of a run that trains a newer checkpoint is told and shown; a run that goes ends no page", TrainingAsync),
        new("memory: what cannot be shown is said in a sentence", ProblemsAsync),
    ];

    private static async Task GoThroughAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=3");
        double shown = await tab.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        Expect.True(shown < 3000, $"first shown after {shown:0} ms");
        await AtAsync(tab, 3);
        await tab.Keyboard.PressAsync("ArrowRight");
        await AtAsync(tab, 4);
        await tab.Keyboard.PressAsync("Home");
        await AtAsync(tab, 0);
        await tab.Keyboard.PressAsync("End");
        int last = await tab.EvaluateAsync<int>("() => document.querySelector('.memory-page').dataset.steps - 1");
        await AtAsync(tab, last);
        await tab.Locator(".scrubber").FillAsync("2");
        await AtAsync(tab, 2);
        await PressAsync(tab, 0, "input · data", column: 5, row: 0);
        await AtAsync(tab, 5);
        Expect.Same("5", await tab.Locator(".step-field").InputValueAsync(), "the field");
        await Expect.Soon(() => Task.FromResult(tab.Url.Contains("at=5", StringComparison.Ordinal)), $"the step in {tab.Url}");
        await tab.Keyboard.PressAsync("Home");
        await tab.Keyboard.PressAsync("Space");
        await Expect.Soon(async () => await MomentAsync(tab) >= 3, "space plays");
        await tab.Keyboard.PressAsync("Space");
        await stage.ShootAsync(tab, "memory");
    }

    private static async Task HoverAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=4");
        await tab.Locator(".rows [data-panel='0']").First.HoverAsync(new() { Position = new() { X = 6, Y = 4 } });
        await Expect.Soon(async () => (await tab.Locator(".memory-tip").InnerTextAsync()).StartsWith("step ", StringComparison.Ordinal), "a row's value");
        await tab.Locator(".memory-matrix [data-panel='memory']").HoverAsync();
        await Expect.Soon(async () => (await tab.Locator(".memory-tip").InnerTextAsync()).StartsWith("slot ", StringComparison.Ordinal), "a slot's value");
    }

    private static async Task TraceBackAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=1");
        await tab.GetByRole(AriaRole.Button, new() { Name = "written by" }).ClickAsync();
        await tab.Locator(".memory-matrix .written").WaitForAsync();
        Expect.Contains("color=writer", tab.Url);
        (int step, int writer) = await AnswerAsync(tab);
        await PressAsync(tab, 0, "output · data", column: step, row: 0);
        await tab.Locator(".origin-part .trace-back").WaitForAsync();
        Expect.Contains($"ask={step}", tab.Url);
        // Copy: what is said in a step was shown as many steps after the first one.
        ILocator link = tab.Locator($".origin-part [data-step='{writer}']").First;
        await link.WaitForAsync();
        await stage.ShootAsync(tab, "memory-trace-back");
        await link.ClickAsync();
        await AtAsync(tab, writer);
        await tab.Keyboard.PressAsync("Escape");
        await Expect.Soon(async () => await tab.Locator(".origin-part").CountAsync() == 0, "escape forgets the answer");
    }

    private static async Task PokeAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=1");
        (int answer, int shown) = await AnswerAsync(tab);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await PressAsync(tab, 0, "input · data", column: shown, row: 1);
        await tab.Locator(".pane[data-pane='1']").WaitForAsync();
        Expect.Contains($"poke=input:{shown}:1=", tab.Url);
        string differences = await tab.Locator("[data-pane='1'] .differences").InnerTextAsync();
        Expect.Contains("One answer is another", differences);
        Expect.Contains($"step {answer}, data 1", differences);
        await stage.ShootAsync(tab, "memory-poke");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Undo all" }).ClickAsync();
        await Expect.Soon(async () => await tab.Locator(".pane").CountAsync() == 1, "one pane again");
    }

    private static async Task ClampAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=6");
        await tab.GetByRole(AriaRole.Button, new() { Name = "a gate", Exact = true }).ClickAsync();
        await tab.Locator(".poke-form").GetByLabel("value").FillAsync("0");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await tab.Locator(".pane[data-pane='1']").WaitForAsync();
        Expect.Contains("poke=clamp:", tab.Url);
        Expect.Contains("--clamp", await tab.Locator(".trial .command").InnerTextAsync());
        await tab.GetByRole(AriaRole.Button, new() { Name = "Measure" }).ClickAsync();
        await tab.Locator(".trial-result").WaitForAsync(new() { Timeout = 90000 });
        await stage.ShootAsync(tab, "memory-clamp");
        Expect.True(!Directory.EnumerateFiles(Path.Combine(stage.Folder, "tiny", "evaluations"), "*1000*").Any(), "nothing is written to the run");
        await tab.Locator(".pokes button").ClickAsync();
        await Expect.Soon(async () => await tab.Locator(".pane").CountAsync() == 1, "one pane again");
        Expect.True(!tab.Url.Contains("poke", StringComparison.Ordinal), $"no poke in {tab.Url}");
    }

    private static async Task BesideAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync("memory?run=seeds/seed-1&at=2&with=seeds/seed-2");
        await tab.Locator(".pane[data-pane='1'] .moment").WaitForAsync();
        await tab.Keyboard.PressAsync("ArrowRight");
        await AtAsync(tab, 3);
        Expect.Same("3", await tab.Locator(".pane[data-pane='1'] .moment").GetAttributeAsync("data-moment"), "the second's step");
        string[] inputs = await tab.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.pane')].map(pane => pane.querySelector('.rows-plot image').getAttribute('href'))");
        Expect.Same(inputs[0], inputs[1], "what is shown to both");
        await stage.ShootAsync(tab, "memory-beside");
    }

    private static async Task DeepLinkAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&episode=2&at=4&color=writer&head=1&poke=input:1:0=1");
        await AtAsync(tab, 4);
        string first = await tab.Locator(".panes").InnerHTMLAsync();
        IPage other = await stage.OpenAsync(new Uri(tab.Url).PathAndQuery.Split('/', 3)[2]);
        await AtAsync(other, 4);
        await Expect.Soon(async () => await other.Locator(".panes").InnerHTMLAsync() == first, "the same address shows the same");
        await tab.Locator(".form").GetByLabel("the next episode").ClickAsync();
        await Expect.Soon(() => Task.FromResult(tab.Url.Contains("episode=3", StringComparison.Ordinal)), $"episode 3 in {tab.Url}");
        await tab.GoBackAsync();
        await Expect.Soon(async () => await tab.Locator("input[name=episode]").InputValueAsync() == "2", "back at episode 2");
    }

    private static async Task FoldAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=3");
        ILocator part = tab.Locator("details.rows-part").First;
        string title = await part.Locator("summary").InnerTextAsync();
        await part.Locator("summary").ClickAsync();
        await Expect.Soon(() => Task.FromResult(tab.Url.Contains("fold=", StringComparison.Ordinal)), $"the rows '{title}' in {tab.Url}");
        await tab.Keyboard.PressAsync("ArrowRight");
        await Expect.Soon(() => Task.FromResult(tab.Url.Contains("at=4", StringComparison.Ordinal)), $"the step in {tab.Url}");
        Expect.Contains("fold=", tab.Url);
        int parts = await tab.Locator("details.rows-part").CountAsync();
        await tab.ReloadAsync();
        await Stage.LiveAsync(tab);
        Expect.Same(parts - 1, await tab.Locator("details.rows-part[open]").CountAsync(), "rows that are open");
        Expect.Same(title, await tab.Locator("details.rows-part:not([open]) summary").InnerTextAsync(), "rows that are folded");
        await tab.Locator("details.rows-part").First.Locator("summary").ClickAsync();
        await Expect.Soon(() => Task.FromResult(!tab.Url.Contains("fold=", StringComparison.Ordinal)), $"nothing folded in {tab.Url}");
        // Where they are folded at first, those that are opened are in it; in both panes.
        await tab.GotoAsync(new Uri(stage.Address, Page + "&at=3&with=seeds/seed-1").AbsoluteUri);
        await Stage.LiveAsync(tab);
        await tab.Locator("details.rows-part summary", new() { HasTextString = title }).First.ClickAsync();
        await Expect.Soon(() => Task.FromResult(tab.Url.Contains("open=", StringComparison.Ordinal)), $"the open rows in {tab.Url}");
        await Expect.Soon(async () => await tab.Locator("details.rows-part[open] > summary", new() { HasTextString = title }).CountAsync() == 2, "open in both panes");
    }

    private static async Task PictureAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=4&ask=4");
        ILocator link = tab.GetByRole(AriaRole.Link, new() { Name = "What is seen, as SVG" });
        string address = (await link.GetAttributeAsync("href"))!;
        IAPIResponse one = await tab.APIRequest.GetAsync(new Uri(stage.Address, address).AbsoluteUri);
        IAPIResponse other = await tab.APIRequest.GetAsync(new Uri(stage.Address, address).AbsoluteUri);
        Expect.Same("image/svg+xml", one.Headers["content-type"], "its kind");
        Expect.Contains("attachment", one.Headers["content-disposition"]);
        string svg = await one.TextAsync();
        Expect.True(svg.StartsWith("<svg", StringComparison.Ordinal) && System.Xml.Linq.XDocument.Parse(svg).Root is not null, "an SVG picture");
        Expect.Same(svg, await other.TextAsync(), "the same state");
    }

    private static async Task KeyboardAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&at=4");
        HashSet<string> reached = [];
        for (int i = 0; i < 80; i++)
        {
            await tab.Keyboard.PressAsync("Tab");
            reached.Add(await tab.EvaluateAsync<string>("""
                () => {
                    const at = document.activeElement;
                    if (at === document.body) return '';
                    const style = getComputedStyle(at);
                    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
                    return `${at.className || at.name || at.textContent.trim()}${seen ? '' : ' (focus not seen)'}`;
                }
                """));
        }

        foreach (string part in (string[])["play", "scrubber", "step-field", "pane-rows", "episode"])
            Expect.True(reached.Contains(part), $"{part} with its focus seen is reached by Tab; reached: {string.Join(", ", reached)}");
        await tab.Locator(".scrubber").FocusAsync();
        await tab.Keyboard.PressAsync("End");
        await tab.Keyboard.PressAsync("Enter");
        await tab.Locator(".origin-part").WaitForAsync();
        string? unnamed = await tab.EvaluateAsync<string?>("""
            () => [...document.querySelectorAll('.memory-page :is(input,select,button)')]
                .find(each => !each.getAttribute('aria-label') && !each.textContent.trim() && !each.closest('label'))?.outerHTML ?? null
            """);
        Expect.True(unnamed is null, $"a control without a name: {unnamed}");
    }

    private static async Task SmallAndDarkAsync(Stage stage)
    {
        foreach ((int width, bool isDark) in ((int, bool)[])[(360, false), (390, true), (1280, true)])
        {
            IPage tab = await stage.OpenAsync(Page + "&at=4&ask=4&color=writer", width, 800, isDark);
            await AtAsync(tab, 4);
            int overflow = await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Expect.True(overflow <= 0, $"{width} wide: {overflow} dots overflow");
            await stage.ShootAsync(tab, $"memory-{width}-{(isDark ? "dark" : "light")}");
        }
    }

    private static async Task WindowAsync(Stage stage)
    {
        IPage tab = await stage.OpenAsync(Page + "&set=length=600&at=10");
        await AtAsync(tab, 10);
        await tab.Locator(".overview").WaitForAsync();
        await tab.Keyboard.PressAsync("End");
        await AtAsync(tab, 1200);
        await Expect.Soon(async () => int.Parse((await tab.Locator(".rows [data-panel='0']").First.GetAttributeAsync("data-first"))!) > 900, "the window goes along");
        await Expect.Soon(async () => await tab.EvaluateAsync<bool>("() => document.querySelector('.rows-cursor').style.visibility !== 'hidden'"), "the frame is seen");
        await stage.ShootAsync(tab, "memory-long");
    }

    private static async Task FollowAsync(Stage stage)
    {
        const string seen = "() => { const [frame, room] = ['.rows-cursor', '.rows'].map(each => document.querySelector(each).getBoundingClientRect());"
            + " return document.querySelector('.rows').scrollWidth > room.width && frame.left >= room.left && frame.right <= room.right + 1; }";
        IPage tab = await stage.OpenAsync(Page + "&set=length=100&at=195", width: 400);
        foreach (int step in (int[])[195, 3, 100, 200])
        {
            await tab.Locator(".scrubber").FillAsync($"{step}");
            await AtAsync(tab, step);
            await Expect.Soon(() => tab.EvaluateAsync<bool>(seen), $"the frame is seen at step {step}");
        }

        IPage unconnected = await stage.EmptyAsync(width: 400);
        await unconnected.RouteAsync("**/blazor.web*.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "" }));
        await unconnected.GotoAsync(new Uri(stage.Address, Page + "&set=length=100&at=195").AbsoluteUri);
        await unconnected.Locator(".rows-cursor").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Expect.True(await unconnected.EvaluateAsync<bool>(seen), "the frame is seen in the first page");
    }

    private static async Task TrainingAsync(Stage stage)
    {
        await using CommandRun training = CommandRun.Start(stage.Command, stage.Folder, "train", Repository.Path("configs", "copy-tiny.yaml"),
            "--out", "thinking", "--quiet", "--set", "stop=null", "--set", "training.steps=400000");
        string checkpoints = Path.Combine(stage.Folder, "thinking", "checkpoints");
        await Expect.Soon(() => Task.FromResult(Directory.Exists(checkpoints) && Directory.GetDirectories(checkpoints, "step-*").Length > 0), "a checkpoint", 30);
        IPage tab = await stage.OpenAsync("memory?run=thinking&at=2");
        await AtAsync(tab, 2);
        ILocator show = tab.GetByRole(AriaRole.Button, new() { Name = "Show it" });
        await show.WaitForAsync(new() { Timeout = 30000 });
        await tab.GetByRole(AriaRole.Button, new() { Name = "Follow the training" }).ClickAsync();
        await Expect.Soon(async () => await show.CountAsync() == 0, "the newer one is shown", 30);
        Expect.Contains("follow=yes", tab.Url);
        training.Signal("KILL");
        await Expect.Soon(() => Task.FromResult(!training.IsRunning), "training ends");
        Directory.Delete(Path.Combine(stage.Folder, "thinking"), recursive: true);
        await tab.Keyboard.PressAsync("ArrowRight");
        await AtAsync(tab, 3);
        await tab.Locator(".form").GetByLabel("the next episode").ClickAsync();
        await tab.Locator(".problem").WaitForAsync();
        Expect.Contains("no run", await tab.Locator(".problem").InnerTextAsync());
    }

    private static async Task ProblemsAsync(Stage stage)
    {
        foreach ((string page, string words) in ((string, string)[])
            [
                ("memory?run=nothing-there", "no run"), ("memory?run=tiny&checkpoint=77777777", "no checkpoint of step 77777777"),
                ("memory?run=tiny&set=lenght=20", "lenght"), ("memory?run=tiny&poke=memory:2:100000:0=1", "slot"),
                ("memory?run=tiny&epsode=3", "epsode"),
            ])
        {
            IPage tab = await stage.OpenAsync(page);
            await Expect.Soon(async () => (await tab.Locator(".problem,.warning").CountAsync()) > 0, $"{page} says something");
            Expect.Contains(words, string.Join(' ', await tab.Locator(".problem,.warning").AllInnerTextsAsync()));
        }
    }

    /// <summary>The step that the server shows.</summary>
    internal static async Task<int> MomentAsync(IPage tab) =>
        int.Parse((await tab.Locator(".moment").First.GetAttributeAsync("data-moment"))!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until the server shows a step.</summary>
    internal static async Task AtAsync(IPage tab, int step)
    {
        await tab.Locator(".moment").First.WaitForAsync();
        await Expect.Soon(async () => await MomentAsync(tab) == step, $"step {step} is shown, not {await MomentAsync(tab)}");
    }

    /// <summary>Clicks the middle of a cell of a row.</summary>
    private static async Task PressAsync(IPage tab, int pane, string panel, int column, int row)
    {
        // What is shown is in the first part of the rows, and panels of channels are in order: inputs, targets, outputs, errors.
        int number = await tab.EvaluateAsync<int>("""
            ([pane, panel]) => {
                const names = [...document.querySelectorAll(`[data-pane="${pane}"] .rows-part:first-child .rows-names text`)].map(text => text.textContent.trim());
                const sensors = [...document.querySelectorAll(`[data-pane="${pane}"] .rows-part:first-child [data-panel]`)];
                const named = names.filter(name => name.includes('·'));
                return Number(sensors[named.indexOf(panel)].dataset.panel);
            }
            """, new object[] { pane, panel });
        ILocator sensor = tab.Locator($"[data-pane='{pane}'] .rows [data-panel='{number}']");
        LocatorBoundingBoxResult box = (await sensor.BoundingBoxAsync())!;
        int columns = int.Parse((await sensor.GetAttributeAsync("data-columns"))!), rows = int.Parse((await sensor.GetAttributeAsync("data-rows"))!);
        int first = int.Parse((await sensor.GetAttributeAsync("data-first"))!);
        await sensor.ClickAsync(new()
        {
            Position = new() { X = (float)((column - first + 0.5) * box.Width / columns), Y = (float)((row + 0.5) * box.Height / rows) },
        });
    }

    /// <summary>A step of a copy in which something is said, and the one in which that was shown.</summary>
    private static async Task<(int Answer, int Shown)> AnswerAsync(IPage tab)
    {
        int steps = await tab.EvaluateAsync<int>("() => Number(document.querySelector('.memory-page').dataset.steps)");
        // length, one step for the end, length again.
        int length = (steps - 1) / 2;
        return (length + 1, 0);
    }
}
