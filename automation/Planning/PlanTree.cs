using K8tre.PlanModel;
using Spectre.Console;

namespace K8tre.Automation.Planning;

/// <summary>Writes a plan as a tree of components and resources, followed by the totals and the applications that Git installs.</summary>
internal sealed class PlanTree
{
    private readonly Plan _plan;
    private readonly ILookup<string, PlanResource> _children;

    private PlanTree(Plan plan)
    {
        _plan = plan;
        _children = plan.Resources.ToLookup(resource => resource.Parent ?? "");
    }

    /// <summary>Prints the tree of a plan. A terminal shows colours, unless <c>NO_COLOR</c> is set.</summary>
    public static void Print(Plan plan) => Write(plan, Terminal());

    /// <summary>Writes the tree of a plan as plain text without line wrapping.</summary>
    public static void Write(Plan plan, TextWriter text) => Write(plan, Plain(text));

    private static void Write(Plan plan, IAnsiConsole console)
    {
        var tree = new PlanTree(plan);
        var root = new Tree(new Markup($"[bold]{Markup.Escape($"{plan.Project}/{plan.Stack}")}[/]")) { Guide = TreeGuide.Line };
        foreach (var top in tree._children[""])
        {
            foreach (var child in top.Custom ? [top] : tree._children[top.Urn])
                tree.Add(root, child);
        }

        console.Write(root);
        tree.WriteTotals(console);
        ResourceKind.WriteUnprotected(plan, console.WriteLine);
        PlanApplications.Write(plan, console);
    }

    private void Add(IHasTreeNodes parent, PlanResource resource)
    {
        var children = _children[resource.Urn].ToList();
        var name = Markup.Escape(resource.Name);
        var type = Markup.Escape(resource.Type);
        var node = parent.AddNode(new Markup(resource.Custom
            ? $"{name} [grey]{type}{(resource.Read ? " (read)" : "")}[/]"
            : $"[bold]{name}[/] [blue]{type}[/]{Summary(resource)}"));
        foreach (var child in children)
            Add(node, child);
    }

    // The number of resources in a component, and their types.
    private string Summary(PlanResource component)
    {
        var resources = Descendants(component).Where(resource => resource.Custom).ToList();
        return resources is [] ? "" : $" [grey]{Count(resources.Count, "resource")}: {Markup.Escape(Types(resources))}[/]";
    }

    private void WriteTotals(IAnsiConsole console)
    {
        var resources = _plan.Resources.Where(resource => resource.Custom).ToList();
        var components = _plan.Resources.Count(resource => !resource.Custom && resource.Parent is not null);
        var secrets = _plan.Resources.Sum(resource => resource.Secrets.Count);

        console.WriteLine();
        foreach (var (type, count) in Counted(resources, resource => resource.Type))
            console.Write(new Markup($"{count,5}  {Markup.Escape(type)}\n"));
        console.Write(new Markup(
            $"[bold]{Count(resources.Count, "resource")}[/] in {Count(components, "component")}, "
            + $"{Count(_plan.Invokes.Count, "invoke")}, {Count(_plan.Outputs.Count, "output")}, {Count(secrets, "secret value")}\n"));
    }

    private IEnumerable<PlanResource> Descendants(PlanResource resource)
        => _children[resource.Urn].SelectMany(child => Descendants(child).Prepend(child));

    private static string Types(IEnumerable<PlanResource> resources)
        => string.Join(", ", Counted(resources, resource => ShortName(resource.Type)).Select(type => $"{type.Count} {type.Key}"));

    private static string ShortName(string type)
    {
        var name = type[(type.LastIndexOf(':') + 1)..];
        return type.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? $"{name} provider" : name;
    }

    private static IEnumerable<(string Key, int Count)> Counted(IEnumerable<PlanResource> resources, Func<PlanResource, string> key)
        => resources.CountBy(key)
            .OrderByDescending(group => group.Value)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Value));

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static IAnsiConsole Terminal() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    private static IAnsiConsole Plain(TextWriter text)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = short.MaxValue;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
