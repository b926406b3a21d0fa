using Microsoft.Playwright;

namespace NeuralMemory.BrowserChecks;

/// <summary>All pages for all readers: by the keyboard alone, on a phone, in the dark.</summary>
internal static class ReaderChecks
{
    private static readonly string[] _pages = ["", "run?name=tiny", "compare?run=tiny&group=seeds/seed-1"];

    public static IReadOnlyList<Check> All { get; } =
    [
        new("readers: no page is wider than a phone", async stage =>
        {
            foreach (string page in _pages)
            {
                IPage tab = await stage.OpenAsync(page, width: 400, height: 800);
                int over = await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
                Expect.True(over <= 0, $"'{page}' is {over} pixels too wide");
                await stage.ShootAsync(tab, $"phone-{Name(page)}");
            }
        }),
        new("readers: pages are dark where the system asks for it, and by the switch", async stage =>
        {
            foreach (string page in _pages)
            {
                IPage tab = await stage.OpenAsync(page, isDark: true);
                Expect.Same("rgb(18, 22, 28)", await GroundAsync(tab), "ground");
                await stage.ShootAsync(tab, $"dark-{Name(page)}");
                await tab.Locator("button.theme").ClickAsync();
                Expect.Same("rgb(255, 255, 255)", await GroundAsync(tab), "ground after the switch");
            }
        }),
        new("readers: the keyboard alone leads to a run and back", async stage =>
        {
            IPage tab = await stage.OpenAsync();
            await tab.Keyboard.PressAsync("Tab");
            Expect.Contains("Skip", await FocusedAsync(tab));
            await tab.Keyboard.PressAsync("Enter");
            await Expect.Soon(
                async () => await tab.EvaluateAsync<string>("() => document.activeElement.id") == "content", "the content has the focus");
            for (int i = 0; i < 40 && await FocusedAsync(tab) != "tiny"; i++)
                await tab.Keyboard.PressAsync("Tab");
            Expect.Same("tiny", await FocusedAsync(tab), "the link to the run");
            Expect.True(
                await tab.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"), "focus is seen");
            await tab.Keyboard.PressAsync("Enter");
            await stage.AtAsync(tab, "run?name=tiny");
            await tab.Locator("h1", new() { HasText = "tiny" }).WaitForAsync();
            await tab.GoBackAsync();
            await tab.Locator("table.runs").WaitForAsync();
        }),
    ];

    private static Task<string> FocusedAsync(IPage tab) => tab.EvaluateAsync<string>("() => document.activeElement.textContent.trim()");

    private static Task<string> GroundAsync(IPage tab) =>
        tab.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static string Name(string page) => page.Length == 0 ? "runs" : page.Split('?')[0];
}
