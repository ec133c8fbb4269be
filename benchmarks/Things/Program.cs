using Pulumi;

// Registers as many things as `bench:count` says: the same as things.cjs.
return await Deployment.RunAsync(() =>
{
    var count = new Config().RequireInt32("count");
    Thing? previous = null;
    for (var number = 0; number < count; number++)
    {
        var args = new ThingArgs
        {
            Label = $"label of {number}",
            Size = number,
            IsPublic = false,
            Zones = { "a", "b", "c" },
            Settings = new SettingsArgs { Region = "westeurope", RetentionDays = 30, Owner = $"team-{number % 7}" },
            Token = Output.CreateSecret($"token of {number}"),
        };
        if (number % 10 == 9)
            args.Previous = previous!.Label;

        previous = new Thing($"thing-{number}", args);
    }
});
