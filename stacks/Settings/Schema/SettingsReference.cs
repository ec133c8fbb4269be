using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.GitOps;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>Reference of the settings for readers, in Markdown: one section for each settings type.</summary>
public static class SettingsReference
{
    // Sections of the second level. Other types follow the first type that uses them.
    private static readonly SettingsType[] Chapters =
    [
        .. new[]
        {
            typeof(PlatformSettings), typeof(EnvironmentSettings), typeof(GitOpsSettings), typeof(ManagementSettings), typeof(
                ArgoCdSettings),
            typeof(AzureSettings), typeof(AksSettings), typeof(AksTargetSettings),
            typeof(AwsSettings), typeof(EksSettings), typeof(EksTargetSettings),
            typeof(K3sSettings), typeof(K3sTargetSettings), typeof(SshSettings), typeof(ArtefactSettings), typeof(Waiver),
        }.Select(type => new SettingsType(type)),
    ];

    // Most platforms need no others.
    private static readonly (string Title, string[] Paths)[] Start =
    [
        ("Every platform",
        [
            "name",
            "vendor",
            "environments.environment",
            "environments.externalDomain",
            "gitOps.repoUrl",
            "gitOps.targetRevision",
            "management.mode",
        ]),
        ("Vendor `k3s`", ["environments.k3s.nodeCidr", "environments.k3s.loadBalancerRange", "environments.k3s.servers"]),
        ("Vendor `azure`",
        [
            "azure.region",
            "azure.tenantId",
            "azure.subscriptionId",
            "azure.addressSpace",
            "environments.aks.adminGroups",
            "environments.aks.systemPool",
        ]),
        ("Vendor `aws`", ["aws.region", "aws.accountId", "environments.eks.administrators", "environments.eks.pools"]),
    ];

    /// <summary>Generates the text of the page.</summary>
    /// <exception cref="FileNotFoundException">The documentation file that the compiler writes beside the assembly is missing.</exception>
    public static string Generate()
    {
        var page = new ReferencePage();
        page.Paragraph("# Settings");
        page.Paragraph(
            $"The settings under `config:` in `Pulumi.<stack>.yaml`. The object `{ConfigKeys.PlatformPath}` holds those of the platform. "
            + "Settings that are not "
            + "on this page are refused.");
        page.Paragraph(
            "This page is generated from the settings' types, as is [`stacks/settings.schema.json`](../../stacks/settings.schema.json). "
            + "Editors complete "
            + "and check a stack's file with the schema: keep its first line, `# yaml-language-server: "
            + "$schema=./stacks/settings.schema.json`.");
        page.Paragraph("## Settings to start with");
        foreach (var (title, paths) in Start)
        {
            page.Paragraph($"{title}:");
            foreach (var path in paths)
                page.Item(
                    $"`{path.Replace("environments.", "environments[].", StringComparison.Ordinal)}`: {page.Summary(At(path).Member)}");
            page.End();
        }

        var types = Chapters[0].WithNested().ToArray();
        foreach (var type in Chapters.SelectMany(Sections).Distinct())
            Section(page, type, types);
        Secrets(page);
        return page.ToString();
    }

    // A chapter, and the types that it uses.
    private static IEnumerable<SettingsType> Sections(SettingsType type) => type.Settings
        .Where(setting => setting.DeclaredBy == type && setting.Nested is { } nested && !Chapters.Contains(nested))
        .SelectMany(setting => Sections(setting.Nested!))
        .Prepend(type);

    private static void Section(ReferencePage page, SettingsType type, SettingsType[] types)
    {
        page.Paragraph($"{(Chapters.Contains(type) ? "##" : "###")} {page.Title(type)}");
        var places =
            from owner in types
            let keys = owner.Settings.Where(setting => setting.DeclaredBy == owner && setting.Nested == type)
                .Select(setting => $"`{setting.Key}{(setting.IsList ? "[]" : "")}`").ToArray()
            where keys.Length > 0
            select $"{string.Join(", ", keys)} in {page.Link(owner)}";
        page.Paragraph($"{page.Remarks(type)} {(type == Chapters[0] ? "" : $"Written as {string.Join("; ", places)}.")}".Trim());
        if (type.Base is { } inherited)
            page.Paragraph($"All settings of {page.Link(inherited)}, and:");
        foreach (var setting in type.Settings.Where(setting => setting.DeclaredBy == type))
        {
            var form = $"{Form(page, setting)}{(setting.Property.IsRequired ? ", required" : "")}";
            var known = Default(setting) is { } value ? $" Default: {value}." : "";
            page.Item($"`{setting.Key}` ({form}): {page.Summary(setting.Member)}{known}");
            if (setting.ValueType.IsEnum)
                page.Choices(setting.ValueType);
        }
        page.End();
    }

    private static void Secrets(ReferencePage page)
    {
        page.Paragraph("## Secrets");
        page.Paragraph(
            $"Secrets are not part of `{ConfigKeys.PlatformPath}`, whose text may appear in errors. Set a secret with "
            + "`pulumi config set --secret <key>`, and a secret with several values with the command shown here.");
        foreach (var secret in SecretSetting.All)
        {
            var hasPath = secret.Arguments.StartsWith("--path", StringComparison.Ordinal);
            var command = hasPath ? $" Command: `{secret.Command}`{secret.SecondCommand}." : "";
            page.Item($"`{secret.Path}`: {secret.Description}. {secret.RequiredIf}.{command}");
        }
        page.End();
    }

    private static Setting At(string path)
    {
        SettingsType? type = Chapters[0];
        Setting? setting = null;
        foreach (var key in path.Split('.'))
        {
            setting = type!.Settings.Single(setting => setting.Key == key);
            type = setting.Nested;
        }
        return setting!;
    }

    private static string Form(ReferencePage page, Setting setting)
    {
        var item = setting switch
        {
            { Nested: { } nested } => page.Link(nested),
            { ValueType.IsEnum: true } when page.Describes(setting.ValueType) => "choice",
            { Choices: { } choices } => string.Join(", ", choices.Select(choice => $"`{choice}`")),
            _ when setting.Member.GetCustomAttribute<RangeAttribute>() is { } range => $"{range.Minimum} to {range.Maximum}",
            _ when setting.ValueType == typeof(bool) => "true or false",
            _ when setting.ValueType == typeof(DateOnly) => "day",
            _ when setting.ValueType == typeof(AgentShare) => "number or share",
            _ => "text",
        };
        return setting.IsList ? $"list of {item}" : item;
    }

    private static string? Default(Setting setting) => setting.Default switch
    {
        null => null,
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join(", ", list.Select(item => $"`{item}`")),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.ToString(),
        var value => $"`{value}`",
    };
}
