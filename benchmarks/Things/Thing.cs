using Pulumi;

/// <summary>A resource of no provider, in the form of the generated ones.</summary>
internal sealed class Thing(string name, ThingArgs args, CustomResourceOptions? options = null)
    : CustomResource("bench:index:Thing", name, args, options)
{
    [Output("label")]
    public Output<string> Label { get; private set; } = null!;

    [Output("size")]
    public Output<int> Size { get; private set; } = null!;

    [Output("token")]
    public Output<string> Token { get; private set; } = null!;
}

internal sealed class ThingArgs : ResourceArgs
{
    private InputList<string>? _zones;

    [Input("label", required: true)]
    public Input<string> Label { get; set; } = null!;

    [Input("size", required: true)]
    public Input<int> Size { get; set; } = null!;

    [Input("isPublic")]
    public Input<bool>? IsPublic { get; set; }

    [Input("zones")]
    public InputList<string> Zones
    {
        get => _zones ??= [];
        set => _zones = value;
    }

    [Input("settings")]
    public Input<SettingsArgs>? Settings { get; set; }

    [Input("token")]
    public Input<string>? Token { get; set; }

    [Input("previous")]
    public Input<string>? Previous { get; set; }
}

internal sealed class SettingsArgs : ResourceArgs
{
    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("retentionDays")]
    public Input<int>? RetentionDays { get; set; }

    [Input("owner")]
    public Input<string>? Owner { get; set; }
}
