using System.Text;
using System.Text.Json.Nodes;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>The settings' reference for readers, made from <see cref="SettingsSchema"/>.</summary>
public static class SettingsReference
{
    /// <summary>The page's text, Markdown.</summary>
    public static string Generate()
    {
        var config = JsonNode.Parse(SettingsSchema.Generate())!["properties"]!["config"]!["properties"]!.AsObject();
        var page = new StringBuilder($"""
            # Settings

            What stands under `config:` in `Pulumi.<stack>.yaml`. This page is made from the settings' types, as is
            [`stacks/settings.schema.json`](../../stacks/settings.schema.json), with which an editor completes and checks the file: keep its
            first line, `# yaml-language-server: $schema=./stacks/settings.schema.json`. A setting that is not listed here is refused.

            ## {ConfigKeys.PlatformPath}

            | setting | form | |
            | --- | --- | --- |

            """);
        Rows(page, config[ConfigKeys.PlatformPath]!, "");
        page.Append("""

            ## Secrets

            Set with `pulumi config set --secret <key>`; they never stand in the settings above, whose text may appear in errors.

            | key | what it holds | needed where |
            | --- | --- | --- |

            """);
        foreach (var secret in SecretSetting.All)
            page.Append($"| `{secret.Path}` | {secret.Holds} | {secret.NeededWhere} |\n");
        return page.ToString();
    }

    private static void Rows(StringBuilder page, JsonNode schema, string prefix)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, property) in schema["properties"]!.AsObject())
        {
            var path = prefix + name;
            page.Append($"| `{path}`{(required.Contains(name) ? " *" : "")} | {Form(property!)} | {property!["description"]} |\n");
            if (property["properties"] is not null)
                Rows(page, property, $"{path}.");
            else if (property["items"]?["properties"] is not null)
                Rows(page, property["items"]!, $"{path}[].");
        }

        if (prefix.Length == 0)
            page.Append("\n\\* required, where what it belongs to is written\n");
    }

    private static string Form(JsonNode schema) => schema switch
    {
        { } choice when choice["enum"] is JsonArray values => string.Join(", ", values.Select(value => $"`{value}`")),
        { } list when list["items"]?["enum"] is JsonArray values => $"list of {string.Join(", ", values.Select(value => $"`{value}`"))}",
        { } range when range["minimum"] is { } least => $"{least} to {range["maximum"]}",
        { } list when (string?)list["type"] == "array" => "list",
        { } text when (string?)text["type"] == "string" => "text",
        _ => (string?)schema["type"] ?? "",
    };
}
